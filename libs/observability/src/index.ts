export { createLogger, type Logger, type LoggerOptions } from './create-logger.js';
export {
  createMetrics,
  type Counter,
  type Gauge,
  type Histogram,
  type Metrics,
  type MetricsOptions,
} from './create-metrics.js';
export { Tracing, TraceSpan, type SpanStart, type TraceHeaders, type TracingOptions } from './tracing.js';
export { redactText, redactValue } from './redact.js';
