import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SignsOfLife } from './signs-of-life.js';

const leaseMs = 200;
let server: Server;
let isAnswering = true;
let askedCount = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    askedCount += 1;
    if (isAnswering) response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('tells once of a worker that answers no more, and of none that does', async () => {
  const { port } = server.address() as AddressInfo;
  let silences = 0;
  let noticed!: () => void;
  const silence = new Promise<void>((resolve) => (noticed = resolve));
  const onSilence = (): void => {
    silences += 1;
    noticed();
  };
  const signs = new SignsOfLife({ address: `http://127.0.0.1:${port}`, leaseMs, onSilence });
  // Longer than the lease: it is renewed all the while.
  while (askedCount < 8) await once(server, 'request');
  expect(silences).toBe(0);
  isAnswering = false;
  const silentSinceMs = performance.now();
  await silence;
  expect(performance.now() - silentSinceMs).toBeGreaterThan(leaseMs / 2);
  signs.close();
  expect(silences).toBe(1);
});
