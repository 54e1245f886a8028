import type { Counter, Gauge, Histogram, Metrics } from '@slipstream/observability';
import { createGenAiMetrics, type GenAiMetrics } from './gen-ai-metrics.js';

/** What a gateway counts. Labels are bounded: routes, statuses and kinds, never names a client chose. */
export interface GatewayMetrics {
  requests: Counter<'route' | 'status'>;
  requestSeconds: Histogram<'route'>;
  /** OpenTelemetry's names for generative AI, as Prometheus writes them. */
  genAi: GenAiMetrics;
  tokens: Counter<'kind'>;
  activeCompletions: Gauge;
  clientAborts: Counter;
  retries: Counter;
  failovers: Counter;
}

const secondBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  return {
    requests: metrics.counter({
      name: 'slipstream_gateway_requests_total',
      help: 'Requests answered, by route and status; 499 for clients that left early.',
      labelNames: ['route', 'status'],
    }),
    requestSeconds: metrics.histogram({
      name: 'slipstream_gateway_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['route'],
      buckets: secondBuckets,
    }),
    genAi: createGenAiMetrics(metrics),
    tokens: metrics.counter({
      name: 'slipstream_gateway_tokens_total',
      help: 'Tokens of finished completions as counted by workers: prompt, cached (part of prompt) and completion.',
      labelNames: ['kind'],
    }),
    activeCompletions: metrics.gauge({
      name: 'slipstream_gateway_active_completions',
      help: 'Completions under way, streamed or not.',
    }),
    clientAborts: metrics.counter({
      name: 'slipstream_gateway_client_aborts_total',
      help: 'Completions stopped because their client left.',
    }),
    retries: metrics.counter({
      name: 'slipstream_gateway_retries_total',
      help: 'Attempts repeated after a replica failed before it had told anything.',
    }),
    failovers: metrics.counter({
      name: 'slipstream_gateway_failovers_total',
      help: 'Answers that had begun when their replica failed, and that were handed to another.',
    }),
  };
}
