import { ConfigError, parseEnvironment } from '@slipstream/config';
import { redactText } from '@slipstream/observability';
import { configurationSchema, type Configuration } from './configuration.js';
import { Gateway } from './gateway.js';

const drainMs = 30_000;

async function main(): Promise<void> {
  const configuration = parseEnvironment(configurationSchema);
  const gateway = await Gateway.start({ configuration });
  // Before the announcement: whoever reads it may send a signal right away.
  stopOnRequest(gateway, configuration);
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: gateway.port })}\n`);
}

/** The first signal drains, the second quits at once. */
function stopOnRequest(gateway: Gateway, { SUPERVISED: isSupervised }: Configuration): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    gateway.close({ drainMs }).then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  const stopOrQuit = (): void => {
    if (isStopping) {
      process.exit(1);
    }
    stop();
  };
  process.on('SIGTERM', stopOrQuit);
  if (isSupervised) {
    // Ctrl-C in a terminal reaches the whole process group; what it means for us is for the supervisor to say.
    process.on('SIGINT', () => undefined);
    process.stdin.once('end', stop).once('error', stop).resume();
  } else {
    process.on('SIGINT', stopOrQuit);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${redactText(describe(error))}\n`);
  process.exit(1);
}

/** One line that says what to do, for what operators can do something about; a stack for what only we can. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (error instanceof ConfigError) {
    return error.message;
  }
  const { code, port } = error as Error & { code?: string; port?: number };
  switch (code ?? '') {
    case 'EADDRINUSE':
      return `Port ${port} is already in use. Choose another with PORT, or stop the program that listens there.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one above 1023 with PORT.`;
    case 'DATABASE_UNAVAILABLE':
      return 'The database cannot be reached. Check that it runs and that DATABASE_URL leads to it.';
    default:
      return error.stack ?? error.message;
  }
}

main().catch(fail);
