import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';

export interface TracingOptions {
  serviceName: string;
  /**
   * `otlp` sends spans over OTLP/HTTP to where the standard's variables say (OTEL_EXPORTER_OTLP_ENDPOINT and its like,
   * which the exporter reads by itself). `none` makes no spans, and passes on the trace a request came with.
   */
  exporter: 'otlp' | 'none';
  /** In place of the exporter, for tests. */
  processor?: SpanProcessor;
}

export type TraceHeaders = Readonly<Record<string, string>>;
export type SpanRole = 'server' | 'client';

export interface SpanStart {
  role: SpanRole;
  attributes?: Attributes;
}

const propagator = new W3CTraceContextPropagator();

/** Spans that are handed on explicitly, from request headers to request headers; nothing is global. */
export class Tracing {
  private readonly provider: NodeTracerProvider | undefined;
  private readonly tracer: Tracer;

  constructor({ serviceName, exporter, processor }: TracingOptions) {
    const otlp = exporter === 'otlp' ? new BatchSpanProcessor(new OTLPTraceExporter()) : undefined;
    const spanProcessor = processor ?? otlp;
    if (spanProcessor !== undefined) {
      const resource = resourceFromAttributes({ 'service.name': serviceName });
      this.provider = new NodeTracerProvider({ resource, spanProcessors: [spanProcessor] });
    }
    // Without a provider the tracer's spans record nothing and carry their parent's context on.
    this.tracer = this.provider?.getTracer(serviceName) ?? trace.getTracer(serviceName);
  }

  /** A span of the trace that a request's headers name, or of a new one. */
  startSpan(name: string, headers: Readonly<Record<string, unknown>>, start: SpanStart): TraceSpan {
    return TraceSpan.start(
      this.tracer,
      propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter),
      name,
      start,
    );
  }

  /** Sends what is still held. */
  async close(): Promise<void> {
    await this.provider?.shutdown();
  }
}

export class TraceSpan {
  private constructor(
    private readonly tracer: Tracer,
    private readonly context: Context,
    private readonly span: Span,
  ) {}

  static start(
    tracer: Tracer,
    parent: Context,
    name: string,
    { role, attributes = {} }: SpanStart,
  ): TraceSpan {
    const kind = role === 'server' ? SpanKind.SERVER : SpanKind.CLIENT;
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    return new TraceSpan(tracer, trace.setSpan(parent, span), span);
  }

  /** What a request must carry for its spans to become children of this one. */
  get headers(): TraceHeaders {
    const headers: Record<string, string> = {};
    propagator.inject(this.context, headers, defaultTextMapSetter);
    return headers;
  }

  child(name: string, start: SpanStart): TraceSpan {
    return TraceSpan.start(this.tracer, this.context, name, start);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  /** Ends it as failed; the type is one of few, never a message. */
  fail(errorType: string): void {
    this.span.setAttribute('error.type', errorType);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end();
  }

  end(): void {
    this.span.end();
  }
}
