import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { Tracing } from './tracing.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };

it('hands a trace on from headers to headers, each span the child of the one before', async () => {
  const exporter = new InMemorySpanExporter();
  const tracing = new Tracing({
    serviceName: 'test',
    exporter: 'none',
    processor: new SimpleSpanProcessor(exporter),
  });
  const server = tracing.startSpan('request', headers, { role: 'server', attributes: { 'a.b': 1 } });
  const attempt = server.child('attempt', { role: 'client' });
  const other = tracing.startSpan('other process', attempt.headers, { role: 'server' });
  other.fail('timeout');
  attempt.end();
  server.set({ 'c.d': 'x' });
  server.end();
  const spans = exporter.getFinishedSpans();
  expect(spans.map(({ name }) => name)).toEqual(['other process', 'attempt', 'request']);
  expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([traceId]));
  const [otherSpan, attemptSpan, serverSpan] = spans;
  expect(otherSpan!.parentSpanContext!.spanId).toBe(attemptSpan!.spanContext().spanId);
  expect(attemptSpan!.parentSpanContext!.spanId).toBe(serverSpan!.spanContext().spanId);
  expect(serverSpan!.parentSpanContext!.spanId).toBe('b7ad6b7169203331');
  expect(serverSpan!.attributes).toEqual({ 'a.b': 1, 'c.d': 'x' });
  expect(otherSpan!.attributes).toEqual({ 'error.type': 'timeout' });
  await tracing.close();
});

it('passes a trace on unchanged, and begins none, where spans go nowhere', () => {
  const tracing = new Tracing({ serviceName: 'test', exporter: 'none' });
  const span = tracing.startSpan('request', headers, { role: 'server' });
  expect(span.child('attempt', { role: 'client' }).headers).toEqual(headers);
  expect(tracing.startSpan('request', {}, { role: 'server' }).headers).toEqual({});
});
