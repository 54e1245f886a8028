import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayProcess } from './support/gateway-process.js';
import { chatBody, startHarness, unreachableUrl, type Harness } from './support/harness.js';

interface ExportedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

let harness: Harness;
let collector: Server;
let gateway: GatewayProcess;
const spans: ExportedSpan[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const exported = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: ExportedSpan[] }[] }[];
      };
      spans.push(
        ...exported.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
      );
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  harness = await startHarness();
  gateway = GatewayProcess.spawn({
    DATABASE_URL: harness.databaseUrl,
    CONTROL_PLANE_URL: unreachableUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
}, 60_000);
afterAll(async () => {
  await harness.close();
  collector.closeAllConnections();
  collector.close();
});

it('continues the trace of a client to the worker, and exports what happened when it ends', async () => {
  const origin = await gateway.listening();
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const response = fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${harness.secret}`,
      'content-type': 'application/json',
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify(chatBody),
  });
  const call = await harness.worker.nextCall();
  call.answer('ok');
  expect((await response).status).toBe(200);
  gateway.signal('SIGTERM');
  await gateway.exited;

  const completion = spans.find(({ name }) => name === 'chat completion')!;
  const attempt = spans.find(({ name }) => name === 'attempt')!;
  expect(completion).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
  expect(attempt).toMatchObject({ traceId, parentSpanId: completion.spanId });
  expect(call.headers.traceparent).toBe(`00-${traceId}-${attempt.spanId}-01`);
  const attributes = Object.fromEntries(completion.attributes.map(({ key, value }) => [key, value]));
  expect(attributes).toMatchObject({
    'gen_ai.operation.name': { stringValue: 'chat' },
    'gen_ai.request.model': { stringValue: 'demo' },
    'gen_ai.usage.input_tokens': { intValue: 10 },
    'gen_ai.usage.output_tokens': { intValue: 1 },
  });
});

it('passes a trace on unchanged where none are exported', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const response = harness.post('/v1/chat/completions', chatBody, { traceparent });
  const call = await harness.worker.nextCall();
  expect(call.headers.traceparent).toBe(traceparent);
  call.answer('ok');
  await response;
});
