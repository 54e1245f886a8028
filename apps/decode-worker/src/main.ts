import { setTimeout as delay } from 'node:timers/promises';

import { ConfigError } from '@slipstream/config';
import { createLogger, type Logger } from '@slipstream/observability';

import { TargetNotExact } from './admission.js';
import { readConfig } from './config.js';
import { exitCodes } from './exit-codes.js';
import { notifySupervisor, onSupervisorGone } from './supervisor.js';
import { Worker } from './worker.js';

/** How long running completions may go on after the first signal. */
const drainMs = 20_000;

let logger: Logger = createLogger({ name: 'decode-worker', level: 'info' });
process.on('uncaughtException', fail);
await main().catch(fail);

async function main(): Promise<void> {
  const config = readConfig();
  logger = createLogger({ name: 'decode-worker', level: config.LOG_LEVEL }).child({
    replicaId: config.REPLICA_ID,
    endpointId: config.ENDPOINT_ID,
  });
  const worker = new Worker(config, logger);
  stopOnSignals(worker);
  if (config.SUPERVISED) onSupervisorGone(() => void stop(worker, Promise.resolve()));
  notifySupervisor({ event: 'listening', port: await worker.listen() });
  await worker.becomeReady();
  notifySupervisor({ event: 'ready' });
  logger.info('ready');
}

/** The first signal drains, the second quits. */
function stopOnSignals(worker: Worker): void {
  let signalCount = 0;
  const onSignal = (): void => {
    if (signalCount++ > 0) process.exit(exitCodes.interrupted);
    void stop(worker, delay(drainMs));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function stop(worker: Worker, deadline: Promise<void>): Promise<void> {
  try {
    await worker.stop(deadline);
    process.exit(exitCodes.done);
  } catch (error) {
    fail(error);
  }
}

/** A broken engine loop arrives here too: Node turns an unhandled rejection into an uncaught exception. */
function fail(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  logger.fatal({ error }, 'the worker failed');
  notifySupervisor({ event: 'failed', reason });
  if (error instanceof ConfigError) process.exit(exitCodes.misconfigured);
  process.exit(error instanceof TargetNotExact ? exitCodes.refused : exitCodes.failed);
}
