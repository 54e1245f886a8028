import { fileURLToPath } from 'node:url';

import {
  flagVariable,
  integerVariable,
  logLevelVariable,
  parseEnvironment,
  portVariable,
  secretVariable,
  urlVariable,
} from '@slipstream/config';
import { physicalCoreCount } from '@slipstream/runtime-onnx';
import { defaultMemoryBytes } from '@slipstream/speculation';
import { z } from 'zod';

/** What a target is opened with, and how fast it is depends on. */
const targetVariables = {
  /** A folder made by the target compiler. */
  TARGET_FOLDER: z.string(),
  DATA_DIR: z.string(),
  /** Sequences decoded together. */
  LANES: integerVariable({ min: 1, max: 256 }).default(8),
  /** A second thread on one core gains nothing for matrix products, so the default is one a core. */
  THREADS: integerVariable({ min: 1, max: 256 }).default(physicalCoreCount),
};

const measureConfigSchema = z.object(targetVariables);

const configSchema = z.object({
  ...targetVariables,
  /** The target of the endpoint's first revision, if it has had others: static speculators were trained with that. */
  FIRST_TARGET_FOLDER: z.string().optional(),
  REPLICA_ID: z.string(),
  ENDPOINT_ID: z.string(),
  REPLICA_TOKEN: secretVariable({ lengthMin: 16 }),
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable().default(0),
  /** Where static speculators lie; the one that was trained with the target is used. */
  SPECULATORS_FOLDER: z
    .string()
    .default(fileURLToPath(new URL('../../speculator-trainer/artifacts', import.meta.url))),
  /** Whether the static layer is fine-tuned on recent traffic, by a process of the lowest priority. */
  ADAPTATION: z.enum(['background', 'off']).default('background'),
  /** MiB that the endpoint's memory of its traffic may take, text and counts together. A snapshot is sent in one piece of 48 MiB at most. */
  MEMORY_MIB: integerVariable({ min: 1, max: 40 }).default(defaultMemoryBytes / 2 ** 20),
  /** Most sequences that may wait for a lane. */
  WAITING_MAX: integerVariable({ min: 1, max: 10_000 }).default(64),
  LOG_LEVEL: logLevelVariable().default('info'),
  /** Either of them turns traces on; the exporter reads them, and its other variables, by itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: urlVariable({ protocols: ['http', 'https'] }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: urlVariable({ protocols: ['http', 'https'] }).optional(),
  /** Ends when stdin closes: a supervisor that dies takes its workers with it. */
  SUPERVISED: flagVariable().default(false),
});

export type WorkerConfig = z.output<typeof configSchema>;

export function readConfig(): WorkerConfig {
  return parseEnvironment(configSchema);
}

export function readMeasureConfig(): z.output<typeof measureConfigSchema> {
  return parseEnvironment(measureConfigSchema);
}

export function traceExporterOf(config: WorkerConfig): 'otlp' | 'none' {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = config;
  return all === undefined && traces === undefined ? 'none' : 'otlp';
}
