import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { AdminClient } from './admin-client.js';
import { type Credentials, saveCredentials } from './credentials.js';
import { LaunchError } from './launch-error.js';
import type { LaunchOptions, ModelChoice } from './launch-options.js';
import type { Progress } from './progress.js';

interface Resource {
  readonly id: string;
  readonly name: string;
}

interface Model extends Resource {
  readonly state: string;
  readonly reason: string | null;
  readonly progress: { stage: string; doneBytes: number; totalBytes: number | null } | null;
}

interface Endpoint extends Resource {
  readonly state: string;
  readonly reason: string | null;
}

export interface Demo {
  /** What requests name as their model. */
  readonly endpointName: string;
  readonly key: string;
}

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
  const tenant = await admin.ensure<Resource>('/tenants', 'demo', {});
  const name = modelName(options.model);
  const model = await admin.ensure<Model>('/models', `${name}.${options.profile}`, {
    source: options.model,
    profile: options.profile,
  });
  const endpointName = options.profile === 'int8-row' ? name : `${name}.${options.profile}`;
  const endpoints = `/tenants/${tenant.id}/endpoints`;
  const endpoint = await admin.ensure<Endpoint>(endpoints, endpointName, { modelId: model.id });
  const key = credentials.demoKey ?? (await createKey(admin, tenant.id));
  if (credentials.demoKey === undefined)
    await saveCredentials(credentialsFile, { ...credentials, demoKey: key });

  await untilModelReady(() => admin.get<Model>(`/models/${model.id}`), progress, signal);
  await untilEndpointReady(() => admin.get<Endpoint>(`${endpoints}/${endpoint.id}`), progress, signal);
  return { endpointName, key };
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
  const scopes = ['inference', 'endpoints:read', 'endpoints:write'];
  const { secret } = await admin.post<{ secret: string }>(`/tenants/${tenantId}/keys`, {
    name: 'demo',
    scopes,
  });
  return secret;
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
      progress.show(title, done.doneBytes, done.totalBytes);
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
