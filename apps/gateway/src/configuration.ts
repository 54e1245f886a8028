import {
  databaseUrlVariable,
  flagVariable,
  integerVariable,
  logLevelVariable,
  portVariable,
  secretVariable,
  urlVariable,
} from '@slipstream/config';
import { z } from 'zod';

export const configurationSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable().default(8080),
  DATABASE_URL: databaseUrlVariable(),
  /** Where `/api/*` is sent on to. */
  CONTROL_PLANE_URL: urlVariable({ protocols: ['http', 'https'] }),
  /** Whose `X-Forwarded-For`, `-Proto` and `-Host` are believed, as the control plane has it; left out, nobody's. */
  TRUSTED_PROXIES: z.string().optional(),
  /** Shared with the control plane: the tokens of replicas are derived from it. */
  WORKER_SECRET: secretVariable({ lengthMin: 32 }),
  LOG_LEVEL: logLevelVariable().default('info'),
  /** Either of them turns traces on; the exporter reads them, and its other variables, by itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: urlVariable({ protocols: ['http', 'https'] }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: urlVariable({ protocols: ['http', 'https'] }).optional(),
  BODY_LIMIT_BYTES: integerVariable({ min: 1_024, max: 64 * 1_048_576 }).default(1_048_576),
  /** What a tenant may use unless `usage_limits` says otherwise. */
  DEFAULT_REQUESTS_PER_MINUTE: integerVariable({ min: 1, max: 1_000_000_000 }).default(6_000),
  DEFAULT_TOKENS_PER_MINUTE: integerVariable({ min: 1, max: 1_000_000_000 }).default(6_000_000),
  DEFAULT_CONCURRENT_REQUESTS: integerVariable({ min: 1, max: 1_000_000 }).default(256),
  /** Requests under way at one replica; further ones wait here, where keys take turns. */
  REPLICA_REQUESTS_MAX: integerVariable({ min: 1, max: 10_000 }).default(32),
  /** A worker that is silent for so long in the middle of an answer is given up, and another goes on with it. */
  WORKER_SILENCE_MS: integerVariable({ min: 100, max: 600_000 }).default(30_000),
  /** Streams are told at this cadence, so that their timing does not tell of drafts; 0 tells tokens as they come. */
  STREAM_CADENCE_MS: integerVariable({ min: 0, max: 10_000 }).default(0),
  /** Set by a parent that holds our standard input: when it closes, the parent is gone and so should we be. */
  SUPERVISED: flagVariable().default(false),
});

export type Configuration = z.output<typeof configurationSchema>;

export function traceExporterOf(configuration: Configuration): 'otlp' | 'none' {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = configuration;
  return all === undefined && traces === undefined ? 'none' : 'otlp';
}
