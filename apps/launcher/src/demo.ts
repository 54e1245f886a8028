import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type AdminClient, type components, everyItem, resultOf } from '@slipstream/admin-client';

import { type Credentials, saveCredentials } from './credentials.js';
import { LaunchError } from './launch-error.js';
import type { LaunchOptions, ModelChoice } from './launch-options.js';
import type { Progress } from './progress.js';

type Schemas = components['schemas'];
type Model = Schemas['Model'];
type Endpoint = Schemas['Endpoint'];

export interface Demo {
  /** What requests name as their model. */
  readonly endpointName: string;
  readonly key: string;
}

const endpointsPath = '/api/v1/tenants/{tenantId}/endpoints';
const pollMs = 250;
const readyDeadlineMs = 10 * 60_000;

/** A tenant with an endpoint and a key, made at the first start and found again at the next. */
export async function ensureDemo(
  admin: AdminClient,
  {
    options,
    credentials,
    credentialsFile,
    progress,
    signal,
  }: {
    readonly options: Pick<LaunchOptions, 'model' | 'profile'>;
    readonly credentials: Credentials;
    readonly credentialsFile: string;
    readonly progress: Progress;
    readonly signal: AbortSignal;
  },
): Promise<Demo> {
  const { tenant, model, endpoint } = await ensureResources(admin, options);
  const key = keyOf(tenant.id, credentials) ?? (await createKey(admin, tenant.id));
  if (key !== credentials.demoKey || credentials.demoTenantId !== tenant.id) {
    await saveCredentials(credentialsFile, { ...credentials, demoKey: key, demoTenantId: tenant.id });
  }

  const readModel = (): Promise<Model> =>
    resultOf(admin.GET('/api/v1/models/{modelId}', { params: { path: { modelId: model.id } } }));
  const readEndpoint = (): Promise<Endpoint> => {
    const params = { path: { tenantId: tenant.id, endpointId: endpoint.id } };
    return resultOf(admin.GET(`${endpointsPath}/{endpointId}`, { params }));
  };
  await untilModelReady(readModel, progress, signal);
  await untilEndpointReady(readEndpoint, progress, signal);
  return { endpointName: endpoint.name, key };
}

/** Of this tenant: another database than at the last start has another one. */
function keyOf(tenantId: string, { demoKey, demoTenantId }: Credentials): string | undefined {
  return demoTenantId === undefined || demoTenantId === tenantId ? demoKey : undefined;
}

async function ensureResources(
  admin: AdminClient,
  options: Pick<LaunchOptions, 'model' | 'profile'>,
): Promise<{ tenant: Schemas['Tenant']; model: Model; endpoint: Endpoint }> {
  const tenant = await ensure('demo', {
    list: (query) => resultOf(admin.GET('/api/v1/tenants', { params: { query } })),
    create: (named) => resultOf(admin.POST('/api/v1/tenants', { body: named })),
  });
  const path = { tenantId: tenant.id };
  const name = modelName(options.model);
  const profile = options.profile as NonNullable<Model['profile']>;
  const model = await ensure(`${name}.${profile}`, {
    list: (query) => resultOf(admin.GET('/api/v1/models', { params: { query } })),
    create: (named) =>
      resultOf(admin.POST('/api/v1/models', { body: { ...named, source: options.model, profile } })),
  });
  const endpointName = profile === 'int8-row' ? name : `${name}.${profile}`;
  const endpoint = await ensure(endpointName, {
    list: (query) => resultOf(admin.GET(endpointsPath, { params: { path, query } })),
    create: (named) =>
      resultOf(
        admin.POST(endpointsPath, {
          params: { path },
          body: { ...named, modelId: model.id, minReplicas: 1 },
        }),
      ),
  });
  return { tenant, model, endpoint };
}

/** Another file of the same name is another model. */
function modelName(model: ModelChoice): string {
  if (model.kind === 'builtin') return model.name;
  const stem = basename(model.path, '.gguf')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return `${stem.slice(0, 40)}-${createHash('sha256').update(model.path).digest('hex').slice(0, 6)}`;
}

async function createKey(admin: AdminClient, tenantId: string): Promise<string> {
  const scopes: Schemas['CreateApiKey']['scopes'] = ['inference', 'endpoints:read', 'endpoints:write'];
  const params = { path: { tenantId } };
  const body = { name: 'demo', scopes };
  return (await resultOf(admin.POST('/api/v1/tenants/{tenantId}/keys', { params, body }))).secret;
}

/** The resource of that name, or a new one. */
async function ensure<Resource extends { readonly name: string }>(
  name: string,
  {
    list,
    create,
  }: {
    readonly list: Parameters<typeof everyItem<Resource>>[0];
    readonly create: (named: { name: string }) => Promise<Resource>;
  },
): Promise<Resource> {
  for await (const resource of everyItem(list)) if (resource.name === name) return resource;
  return create({ name });
}

async function untilModelReady(
  read: () => Promise<Model>,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { state, reason, progress: done } = await read();
    if (state === 'failed') throw new LaunchError(`The model is not available. ${reason ?? ''}`);
    if (done !== null && state !== 'ready') {
      const title = done.stage === 'fetching' ? 'Fetching the model' : 'Compiling the model';
      progress.show(title, done.doneBytes ?? 0, done.totalBytes);
    }
    if (state === 'ready') return progress.done();
    await delay(pollMs, undefined, { signal });
  }
}

async function untilEndpointReady(
  read: () => Promise<Endpoint>,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const startedMs = performance.now();
  let told = '';
  progress.line('Starting a replica: its target is proved bit-exact once, then it decodes a token …');
  for (;;) {
    const { state, reason } = await read();
    if (state === 'ready') return;
    if (state === 'failed') throw new LaunchError(`The endpoint failed. ${reason ?? ''}`);
    if (reason !== null && reason !== told) progress.line((told = reason));
    if (performance.now() - startedMs > readyDeadlineMs) {
      throw new LaunchError(
        `No replica became ready in ${readyDeadlineMs / 60_000} minutes. ${reason ?? ''}`,
      );
    }
    await delay(pollMs, undefined, { signal });
  }
}
