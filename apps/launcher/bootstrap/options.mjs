// The options of `npm start`, parsed before anything is installed: Node's built-ins only.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `Usage: npm start -- [options]

Starts the whole platform on this machine: database, control plane, gateway, and one endpoint with one replica.

  --port PORT         port of the API (8080)
  --host HOST         address it listens on (127.0.0.1; 0.0.0.0 opens it to the network)
  --data-dir FOLDER   where database, models and logs lie (.slipstream)
  --database-url URL  a PostgreSQL of your own in place of the embedded one (or the variable DATABASE_URL)
  --redis-url URL     a Redis for the job queues, which otherwise live in the database (or the variable REDIS_URL)
  --model MODEL       what the demo endpoint serves: smollm2-135m-instruct, or the path of a Llama GGUF
  --profile PROFILE   how its weights are stored: int8-row (default), int4, fp32
  --verbose           show the services' logs here too
  -h, --help          show this
`;

const profiles = ['int8-row', 'int4', 'fp32'];

/** What was typed cannot be meant; the message says why. */
export class UsageError extends Error {}

/** @param {string[]} args @param {string} root the repository @param {NodeJS.ProcessEnv} environment */
export function parseOptions(args, root, environment) {
  const values = parse(args);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65535) {
    throw new UsageError(`--port must be a number from 1 to 65535, not "${values.port}".`);
  }
  if (!profiles.includes(values.profile)) {
    throw new UsageError(`--profile must be one of ${profiles.join(', ')}, not "${values.profile}".`);
  }
  return {
    isHelp: values.help,
    isVerbose: values.verbose,
    root,
    host: values.host,
    port,
    // npm runs scripts in the repository; people mean paths as seen from where they are.
    dataFolder: resolve(process.env['INIT_CWD'] ?? '.', values['data-dir'] ?? join(root, '.slipstream')),
    databaseUrl: values['database-url'] ?? (environment['DATABASE_URL'] || undefined),
    redisUrl: values['redis-url'] ?? (environment['REDIS_URL'] || undefined),
    model: /[/\\]|\.gguf$/i.test(values.model)
      ? { kind: 'path', path: resolve(process.env['INIT_CWD'] ?? '.', values.model) }
      : { kind: 'builtin', name: values.model },
    profile: values.profile,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '8080' },
        host: { type: 'string', default: '127.0.0.1' },
        'data-dir': { type: 'string' },
        'database-url': { type: 'string' },
        'redis-url': { type: 'string' },
        model: { type: 'string', default: 'smollm2-135m-instruct' },
        profile: { type: 'string', default: 'int8-row' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error.message.split('. ')[0] + '.');
  }
}
