import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

import { AdminApiError, createAdminClient } from '@slipstream/admin-client';
import { databaseUrlFor, startEmbeddedPostgres } from '@slipstream/persistence';

import { announcement } from './announcement.js';
import { checkPort } from './check-port.js';
import { type Credentials, loadCredentials } from './credentials.js';
import { DataFolder } from './data-folder.js';
import { ensureDemo } from './demo.js';
import { LaunchError } from './launch-error.js';
import type { LaunchOptions } from './launch-options.js';
import { Progress } from './progress.js';
import { Service, type ServiceOptions } from './service.js';
import { StopStack } from './stop-stack.js';

/** The database user of the services; the control plane creates it. */
const serviceUser = 'slipstream_service';

/** Brings the platform up, keeps it up until a signal, and takes it down again. */
export async function launch(options: LaunchOptions): Promise<void> {
  const started = new StopStack();
  const { signal, signalled } = onSignals();
  const starting = startAll(options, started, signal);
  let exitCode = 0;
  try {
    await Promise.race([starting, signalled]);
    await signalled;
    process.stderr.write('\nStopping …\n');
    // What is just being started is let finish, so that it can be stopped like the rest.
    await starting.catch(() => undefined);
  } catch (error) {
    exitCode = report(error);
  }
  await started.stopAll();
  process.exit(exitCode);
}

async function startAll(options: LaunchOptions, started: StopStack, signal: AbortSignal): Promise<void> {
  const progress = new Progress(process.stderr);
  const folder = await DataFolder.claim(options.dataFolder);
  started.push(() => folder.release());
  await checkPort(options.host, options.port);
  const credentials = await loadCredentials(folder.credentialsFile);
  const ownerUrl = options.databaseUrl ?? (await startDatabase(folder, started, progress));
  progress.line('Starting control plane and gateway …');
  const installation = { options, folder, credentials, ownerUrl };
  const controlPlane = await startServices(installation, async (service) => {
    signal.throwIfAborted();
    const running = await Service.start({
      ...service,
      logFolder: folder.logs,
      onLog: (line) => options.isVerbose && process.stderr.write(`${line}\n`),
      onNotice: (line) => progress.line(line),
    });
    started.push(() => running.stop());
    return running;
  });
  const admin = createAdminClient({ url: controlPlane.url, apiKey: credentials.adminKey });
  const demo = await ensureDemo(admin, {
    options,
    credentials,
    credentialsFile: folder.credentialsFile,
    progress,
    signal,
  });
  const host = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host;
  process.stdout.write(
    announcement(demo, { url: `http://${host}:${options.port}`, adminKey: credentials.adminKey }),
  );
}

interface Installation {
  readonly options: LaunchOptions;
  readonly folder: DataFolder;
  readonly credentials: Credentials;
  /** The database, as its owner. */
  readonly ownerUrl: string;
}

type Start = (service: Pick<ServiceOptions, 'name' | 'program' | 'port' | 'settings'>) => Promise<Service>;

/** Returns the control plane. */
async function startServices(
  { options, folder, credentials, ownerUrl }: Installation,
  start: Start,
): Promise<Service> {
  const programOf = (app: string): string => join(options.root, 'apps', app, 'dist', 'main.js');
  const { databasePassword: password, workerSecret, adminKey } = credentials;
  const common = {
    DATABASE_URL: databaseUrlFor(ownerUrl, { username: serviceUser, password }),
    WORKER_SECRET: workerSecret,
  };
  const control = {
    ...common,
    MIGRATION_DATABASE_URL: ownerUrl,
    REDIS_URL: options.redisUrl ?? '',
    TRUSTED_SNAPSHOT_SIGNERS: process.env['TRUSTED_SNAPSHOT_SIGNERS'] ?? '',
    DATA_DIR: folder.path,
    MIGRATIONS_DIR: join(options.root, 'prisma', 'migrations'),
    BOOTSTRAP_ADMIN_KEY: adminKey,
    ...givenSettings(),
  };
  const program = programOf('control-plane');
  const api = await start({ name: 'control-plane', program, port: 0, settings: { ...control, ROLE: 'api' } });
  // Replicas are its children, so whatever happens to the API leaves them alone.
  const maintenance = { ...control, ROLE: 'maintenance' };
  await start({ name: 'maintenance-worker', program, port: 0, settings: maintenance });
  const settings = {
    ...common,
    HOST: options.host,
    CONTROL_PLANE_URL: api.url,
    TRUSTED_PROXIES: process.env['TRUSTED_PROXIES'] ?? '',
  };
  await start({ name: 'gateway', program: programOf('gateway'), port: options.port, settings });
  return api;
}

/** Settings of the control plane that are the operator's to make; an empty one is unset. */
function givenSettings(): Record<string, string> {
  const names = [
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'PUBLIC_URL',
    'WEBHOOK_ALLOWED_NETWORKS',
    'MEMORY_MIB',
  ];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}

async function startDatabase(folder: DataFolder, started: StopStack, progress: Progress): Promise<string> {
  progress.line('Starting PostgreSQL …');
  const log = createWriteStream(join(folder.logs, 'postgres.log'), { flags: 'a' });
  const database = await startEmbeddedPostgres({
    folder: folder.postgres,
    onLog: (line) => log.write(`${line}\n`),
  });
  started.push(async () => {
    await database.stop();
    log.end();
  });
  return database.url;
}

/** The first signal asks to stop, the second one quits. */
function onSignals(): { signal: AbortSignal; signalled: Promise<void> } {
  const controller = new AbortController();
  const signalled = new Promise<void>((resolve) => {
    const onSignal = (): void => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
  });
  return { signal: controller.signal, signalled };
}

/** One line for what people can do something about; a stack for what only we can. */
function report(error: unknown): number {
  const isExpected =
    error instanceof LaunchError ||
    error instanceof AdminApiError ||
    (error instanceof Error && 'code' in error);
  const text =
    error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`\n${text}\n`);
  return 1;
}
