import {
  databaseUrlVariable,
  flagVariable,
  integerVariable,
  logLevelVariable,
  networksVariable,
  parseEnvironment,
  portVariable,
  secretVariable,
  urlVariable,
} from '@slipstream/config';
import { z } from 'zod';

const schema = z.object({
  /** Whether this process answers requests, does the work that outlives them, or both. */
  ROLE: z.enum(['all', 'api', 'maintenance']).default('all'),
  /** What the services log in as: a user that owns nothing and that row-level security binds. */
  DATABASE_URL: databaseUrlVariable(),
  /** The owner, who migrates and creates that user; left out, DATABASE_URL is the owner's. */
  MIGRATION_DATABASE_URL: databaseUrlVariable().optional(),
  /** Where the queues keep their jobs; left out, in the database. */
  REDIS_URL: urlVariable({ protocols: ['redis', 'rediss'] }).optional(),
  /** After this time without a sign of life another control plane takes over the reconciling. */
  LEASE_SECONDS: integerVariable({ min: 1, max: 300 }).default(5),
  /** A ready worker that gives no sign of life for so long is replaced. */
  WORKER_LEASE_SECONDS: integerVariable({ min: 1, max: 300 }).default(20),
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable().default(0),
  /** Where models, compiled targets and logs lie. */
  DATA_DIR: z.string(),
  MIGRATIONS_DIR: z.string().default('prisma/migrations'),
  /** The first platform admin key; only its hash is stored. */
  BOOTSTRAP_ADMIN_KEY: z.string(),
  /** What replica tokens are derived from; gateways have the same. */
  WORKER_SECRET: secretVariable({ lengthMin: 32 }),
  /** How often what ready replicas have learned is kept. */
  SNAPSHOT_INTERVAL_SECONDS: integerVariable({ min: 1, max: 86_400 }).default(60),
  /** How often workers are asked what they have to tell of their speculation. */
  SPECULATION_REPORT_SECONDS: integerVariable({ min: 1, max: 3_600 }).default(5),
  /** Public keys (base64url, with commas) of installations whose exported snapshots are imported here. */
  TRUSTED_SNAPSHOT_SIGNERS: z
    .string()
    .default('')
    .transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter((key) => key !== ''),
    ),
  /** How long the windows are that workers' figures come in. */
  SPECULATION_WINDOW_SECONDS: integerVariable({ min: 1, max: 3_600 }).default(60),
  /** How long sequences are kept to judge new snapshots by. */
  HELD_OUT_HOURS: integerVariable({ min: 1, max: 720 }).default(72),
  /** How long the first replica of a new revision is watched beside the old ones before one of these goes. */
  ROLLOUT_WATCH_SECONDS: integerVariable({ min: 1, max: 3_600 }).default(30),
  /** MiB that an endpoint's memory of its traffic may take on each replica; passed on to the workers, whose default is 13. */
  MEMORY_MIB: integerVariable({ min: 1, max: 40 }).optional(),
  /** Whose `X-Forwarded-For` is believed: addresses, networks or names like `loopback`, separated by commas. */
  TRUSTED_PROXIES: z.string().default('loopback'),
  /** Networks, such as `10.0.0.0/8`, that webhooks may go to although they are not public; separated by commas. */
  WEBHOOK_ALLOWED_NETWORKS: networksVariable().default([]),
  /** All three, and PUBLIC_URL, or none: the provider that people may sign in with. */
  OIDC_ISSUER: urlVariable({ protocols: ['https', 'http'] }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Where browsers reach this platform. */
  PUBLIC_URL: urlVariable({ protocols: ['https', 'http'] }).optional(),
  LOG_LEVEL: logLevelVariable().default('info'),
  /** Ends when stdin closes, so that a supervisor that dies leaves nothing running. */
  SUPERVISED: flagVariable().default(false),
});

export type Configuration = Readonly<z.output<typeof schema>>;

/** The injection token of the configuration. */
export const configurationToken = Symbol('configuration');

export function readConfiguration(): Configuration {
  return parseEnvironment(schema);
}
