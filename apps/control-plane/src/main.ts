import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { displayOf, parseApiKey } from '@slipstream/domain';
import { createLogger } from '@slipstream/observability';
import {
  applyMigrations,
  type Database,
  ensureServiceRole,
  hashApiKey,
  newId,
  openDatabase,
  openLeasedDatabase,
  openTenantDatabase,
} from '@slipstream/persistence';
import { openQueueBackend, prepareQueueSchema } from '@slipstream/queue';

import { AppModule } from './app.module.js';
import { type Configuration, readConfiguration } from './configuration.js';
import { createAdapter } from './http/create-adapter.js';
import { measureRequests } from './operations/request-metrics.js';
import { type ReplicaProvider, replicaProviderToken } from './replica/replica-provider.js';
import { ReplicaSupervisor } from './replica/replica-supervisor.js';
import { Leadership } from './work/leadership.js';

try {
  await start(readConfiguration());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(configuration: Configuration): Promise<void> {
  const name = configuration.ROLE === 'maintenance' ? 'maintenance-worker' : 'control-plane';
  const logger = createLogger({ name, level: configuration.LOG_LEVEL });
  const { DATABASE_URL: databaseUrl } = configuration;
  const ownerUrl = configuration.MIGRATION_DATABASE_URL ?? databaseUrl;
  await applyMigrations({ databaseUrl: ownerUrl, migrationsFolder: configuration.MIGRATIONS_DIR });
  await ensureServiceRole({ ownerUrl, serviceUrl: databaseUrl });
  const { REDIS_URL: redisUrl } = configuration;
  if (redisUrl === undefined) await prepareQueueSchema(ownerUrl);
  const queueBackend = openQueueBackend({ redisUrl, databaseUrl });
  const database = openDatabase(databaseUrl);
  const epoch = await database.leases.newEpoch();
  const leasedDatabase = openLeasedDatabase(databaseUrl, { epoch });
  const tenantDatabase = openTenantDatabase(databaseUrl);
  // Its workers end with it; the new leader has replaced them.
  const life = { epoch, onReplaced: () => process.exit(1) };
  await ensureAdminKey(database, configuration.BOOTSTRAP_ADMIN_KEY);

  const adapter = createAdapter(configuration);
  const metrics = measureRequests(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({
      configuration,
      database,
      leasedDatabase,
      tenantDatabase,
      life,
      queueBackend,
      logger,
      metrics,
    }),
    adapter,
    { logger: ['error', 'warn'], abortOnError: false, bodyParser: false },
  );
  await app.listen(configuration.PORT, configuration.HOST);
  const address = app.getHttpServer().address() as { port: number };
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: address.port })}\n`);

  const stop = once(async () => {
    await app.close();
    await app.get<ReplicaProvider>(replicaProviderToken).close();
    await app.get(ReplicaSupervisor).settled();
    await app.get(Leadership).release();
    const databases = [database, leasedDatabase, tenantDatabase];
    await Promise.all([queueBackend, ...databases].map((open) => open.close()));
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (configuration.SUPERVISED) process.stdin.on('end', stop).resume();
}

/** The first signal drains, the second one quits. */
function once(stop: () => Promise<void>): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    void stop();
  };
}

async function ensureAdminKey(database: Database, text: string): Promise<void> {
  const secret = parseApiKey(text);
  if (secret === undefined) throw new Error('BOOTSTRAP_ADMIN_KEY is not a Slipstream API key.');
  const { prefix, lastFour } = displayOf(secret);
  await database.apiKeys.ensure({
    id: newId('apiKey'),
    tenantId: null,
    name: 'bootstrap',
    hash: hashApiKey(secret),
    displayPrefix: prefix,
    lastFour,
    scopes: ['admin'],
    endpointIds: null,
    expiresAt: null,
  });
}
