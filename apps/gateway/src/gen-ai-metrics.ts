import type { Histogram, Metrics } from '@slipstream/observability';

type Label = 'gen_ai_operation_name' | 'error_type';

/**
 * OpenTelemetry's semantic conventions for servers of generative AI, in Prometheus' spelling: dots become underscores
 * and the unit ends the name. The conventions' buckets; no label for the model, which a tenant names.
 */
export interface GenAiMetrics {
  requestSeconds: Histogram<Label>;
  firstTokenSeconds: Histogram<Label>;
  tokenSeconds: Histogram<Label>;
}

const requestBuckets = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const firstTokenBuckets = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
const tokenBuckets = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];

export function createGenAiMetrics(metrics: Metrics): GenAiMetrics {
  const labelNames: Label[] = ['gen_ai_operation_name', 'error_type'];
  return {
    requestSeconds: metrics.histogram({
      name: 'gen_ai_server_request_duration_seconds',
      help: 'Time from a request to the end of its answer (gen_ai.server.request.duration).',
      labelNames,
      buckets: requestBuckets,
    }),
    firstTokenSeconds: metrics.histogram({
      name: 'gen_ai_server_time_to_first_token_seconds',
      help: 'Time from a request to its first text (gen_ai.server.time_to_first_token).',
      labelNames,
      buckets: firstTokenBuckets,
    }),
    tokenSeconds: metrics.histogram({
      name: 'gen_ai_server_time_per_output_token_seconds',
      help: 'Time of a token after the first, of whole answers (gen_ai.server.time_per_output_token).',
      labelNames,
      buckets: tokenBuckets,
    }),
  };
}
