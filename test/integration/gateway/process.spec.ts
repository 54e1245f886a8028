import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delta, done, finish, start, type FakeCall } from './support/fake-worker.js';
import { GatewayProcess } from './support/gateway-process.js';
import { chatBody, startHarness, unreachableUrl, type Harness } from './support/harness.js';

let harness: Harness;
let controlPlaneUrl: string;
let controlPlane: ReturnType<typeof createServer>;
const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  controlPlane = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      seen.push({ url: request.url!, headers: request.headers, body });
      response.writeHead(201, { 'content-type': 'application/json', etag: '"1"' }).end('{"made":true}');
    });
  });
  controlPlane.listen(0, '127.0.0.1');
  await once(controlPlane, 'listening');
  const { port } = controlPlane.address() as AddressInfo;
  controlPlaneUrl = `http://127.0.0.1:${port}`;
  harness = await startHarness({ controlPlaneUrl });
}, 60_000);
afterAll(async () => {
  await harness.close();
  controlPlane.closeAllConnections();
  controlPlane.close();
});

function spawnGateway(environment: Record<string, string> = {}): GatewayProcess {
  return GatewayProcess.spawn({
    DATABASE_URL: harness.databaseUrl,
    CONTROL_PLANE_URL: unreachableUrl,
    ...environment,
  });
}

/** A stream under way through a gateway of its own. */
async function openStream(origin: string): Promise<{ response: Response; call: FakeCall }> {
  const request = fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${harness.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...chatBody, stream: true }),
  });
  const call = await harness.worker.nextCall();
  call.send(start(), delta('a'));
  return { response: await request, call };
}

/** Resolves once new connections are turned away; kept-alive ones are told 503 before. */
async function untilRefused(origin: string): Promise<void> {
  for (;;) {
    try {
      await (await fetch(`${origin}/health`)).text();
    } catch {
      return;
    }
  }
}

describe('the rest of the origin', () => {
  it('passes /api on as it is, with the request id and who asked', async () => {
    const response = await harness.post(
      '/api/v1/tenants?dry=1',
      { name: 'x' },
      { 'x-request-id': 'trace-2' },
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(await response.json()).toEqual({ made: true });
    expect(seen.at(-1)).toMatchObject({
      url: '/api/v1/tenants?dry=1',
      body: '{"name":"x"}',
      headers: {
        'x-request-id': 'trace-2',
        'x-forwarded-for': '127.0.0.1',
        'content-type': 'application/json',
      },
    });
  });

  it('believes a trusted proxy who asked, and how, and nobody else', async () => {
    const claimed = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    await harness.post('/api/v1/session', {}, claimed);
    expect(seen.at(-1)!.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    const gateway = spawnGateway({ CONTROL_PLANE_URL: controlPlaneUrl, TRUSTED_PROXIES: 'loopback' });
    await fetch(`${await gateway.listening()}/api/v1/session`, { headers: claimed });
    expect(seen.at(-1)!.headers).toMatchObject(claimed);
    await gateway.stop();
  });

  it('says 503 as a problem while the control plane is away', async () => {
    const gateway = spawnGateway();
    const response = await fetch(`${await gateway.listening()}/api/v1/tenants`);
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 503, code: 'control_plane_unreachable' });
    await gateway.stop();
  });

  it('shows a page that holds no script and no secret', async () => {
    const response = await fetch(harness.origin);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain(`${harness.origin}/v1`);
    expect(page).not.toMatch(/<script|sk_slip_/);
  });

  it('reports health and metrics', async () => {
    expect(await (await fetch(`${harness.origin}/health/ready`)).json()).toEqual({ status: 'ready' });
    const metrics = await (await fetch(`${harness.origin}/metrics`)).text();
    expect(metrics).toContain('slipstream_gateway_requests_total{route="/health/ready",status="200"} 1');
  });

  it('allows no other origin', async () => {
    const response = await fetch(`${harness.origin}/health`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('starting', () => {
  it('reports everything wrong with its environment at once, without the values', async () => {
    const gateway = spawnGateway({ PORT: 'eighty', DATABASE_URL: 'mysql://canary', WORKER_SECRET: 'canary' });
    const { code, stderr } = await gateway.exited;
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT.*\n.*DATABASE_URL.*\n.*WORKER_SECRET/);
    expect(stderr).not.toContain('canary');
  });

  it('says in one line that its port is taken', async () => {
    const { port } = new URL(harness.origin);
    const { code, stderr } = await spawnGateway({ PORT: port, LOG_LEVEL: 'silent' }).exited;
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `Port ${port} is already in use. Choose another with PORT, or stop the program that listens there.`,
    );
  });

  it('says in one line that there is no database, and not its password', async () => {
    const gateway = spawnGateway({
      DATABASE_URL: 'postgresql://me:canary@127.0.0.1:9/db',
      LOG_LEVEL: 'silent',
    });
    const { code, stderr } = await gateway.exited;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).not.toContain('canary');
  });
});

describe('stopping', () => {
  it('lets streams finish, takes no new ones, and ends with code 0', async () => {
    const gateway = spawnGateway();
    const origin = await gateway.listening();
    const { response, call } = await openStream(origin);
    gateway.signal('SIGTERM');
    await untilRefused(origin);
    call.send(delta('b'), finish(), done(2));
    call.end();
    expect(await response.text()).toContain('[DONE]');
    expect((await gateway.exited).code).toBe(0);
  });

  it('quits at once at the second signal', async () => {
    const gateway = spawnGateway();
    const { response, call } = await openStream(await gateway.listening());
    gateway.signal('SIGTERM');
    gateway.signal('SIGINT');
    expect((await gateway.exited).code).toBe(1);
    await call.aborted;
    await expect(response.text()).rejects.toThrow();
  });

  it('ends with its supervisor, of which the closed standard input tells', async () => {
    const gateway = spawnGateway({ SUPERVISED: '1' });
    await gateway.listening();
    gateway.closeStdin();
    expect((await gateway.exited).code).toBe(0);
  });

  it('leaves Ctrl-C to its supervisor', async () => {
    const gateway = spawnGateway({ SUPERVISED: '1' });
    const origin = await gateway.listening();
    gateway.signal('SIGINT');
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    await gateway.stop();
  });
});
