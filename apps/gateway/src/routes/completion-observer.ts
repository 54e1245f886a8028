import type { DecodeEvent } from '@slipstream/contract';
import type { TraceSpan } from '@slipstream/observability';
import { ApiError } from '../api-error.js';
import { ClientGone } from '../delivery/client-gone.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { WorkerError } from '../workers/worker-error.js';

/** As OpenTelemetry's conventions for generative AI name them. */
export type Operation = 'chat' | 'text_completion';

export interface ObservedCompletion {
  operation: Operation;
  span: TraceSpan;
  gatewayMetrics: GatewayMetrics;
  /** Since the request came. */
  elapsedMs: () => number;
}

/** What operators get to know of one completion: its span and its place in the metrics. */
export class CompletionObserver {
  private firstTokenMs: number | undefined;
  private completionTokens = 0;

  constructor(private readonly completion: ObservedCompletion) {}

  onEvent(event: DecodeEvent): void {
    const { gatewayMetrics, operation, span, elapsedMs } = this.completion;
    if (event.type === 'delta' && this.firstTokenMs === undefined) {
      this.firstTokenMs = elapsedMs();
      const labels = { gen_ai_operation_name: operation };
      gatewayMetrics.genAi.firstTokenSeconds.observe(labels, this.firstTokenMs / 1_000);
    }
    if (event.type === 'done') {
      const { promptTokens, completionTokens, cachedTokens } = event.usage;
      this.completionTokens = completionTokens;
      gatewayMetrics.tokens.inc({ kind: 'prompt' }, promptTokens);
      gatewayMetrics.tokens.inc({ kind: 'cached' }, cachedTokens);
      gatewayMetrics.tokens.inc({ kind: 'completion' }, completionTokens);
      span.set({
        'gen_ai.usage.input_tokens': promptTokens,
        'gen_ai.usage.output_tokens': completionTokens,
        'slipstream.usage.cached_tokens': cachedTokens,
      });
    }
  }

  succeed(): void {
    const { gatewayMetrics, operation, span, elapsedMs } = this.completion;
    const labels = { gen_ai_operation_name: operation };
    gatewayMetrics.genAi.requestSeconds.observe(labels, elapsedMs() / 1_000);
    if (this.firstTokenMs !== undefined && this.completionTokens > 1) {
      const perTokenMs = (elapsedMs() - this.firstTokenMs) / (this.completionTokens - 1);
      gatewayMetrics.genAi.tokenSeconds.observe(labels, perTokenMs / 1_000);
    }
    span.end();
  }

  fail(error: unknown): void {
    const { gatewayMetrics, operation, span, elapsedMs } = this.completion;
    const errorType = errorTypeOf(error);
    const labels = { gen_ai_operation_name: operation, error_type: errorType };
    gatewayMetrics.genAi.requestSeconds.observe(labels, elapsedMs() / 1_000);
    if (error instanceof ClientGone) gatewayMetrics.clientAborts.inc();
    span.fail(errorType);
  }
}

/** One of few: it is a label. */
export function errorTypeOf(error: unknown): string {
  if (error instanceof ClientGone) return 'client_gone';
  if (error instanceof WorkerError) return error.kind;
  return error instanceof ApiError && error.code !== null ? error.code : 'internal_error';
}
