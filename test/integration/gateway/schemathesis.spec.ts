import { attackMsMax, Schemathesis } from '../control-plane/support/schemathesis.js';
import { delta, done, type FakeCall, finish, start } from './support/fake-worker.js';
import { startHarness, type Harness } from './support/harness.js';
import { createEndpoint } from './support/tenancy.js';

let harness: Harness;
let schemathesis: Schemathesis | undefined;

beforeAll(async () => {
  schemathesis = await Schemathesis.install();
  // Requests come one after the other, and faster than a tenant's default allows.
  harness = await startHarness({ gatewayEnvironment: { DEFAULT_REQUESTS_PER_MINUTE: '1000000' } });
  const { database, tenantId, worker } = harness;
  // The name in the document's examples, so that requests get past the 404.
  await createEndpoint(database, { tenantId, name: 'smollm2-135m-instruct', addresses: [worker.address] });
  worker.answerWith(answer);
}, 240_000);
afterAll(async () => {
  await schemathesis?.close();
  await harness.close();
}, 60_000);

/** A token for each choice, with whatever was asked for beside it. */
function answer(call: FakeCall): void {
  const { n, topLogprobs } = call.body;
  const alternative = { token: 'Hi', bytes: [72, 105], logprob: -0.1 };
  const logprobs = topLogprobs === null ? {} : { logprobs: [{ ...alternative, top: [alternative] }] };
  const choices = Array.from({ length: n }, (_, index) => [
    { ...delta('Hi', index), ...logprobs },
    finish(index),
  ]);
  call.send(start(), ...choices.flat(), done(n));
  call.end();
}

/** No 5xx, nothing undocumented, and no bad input accepted. What parameters forbid together is a 400, as at OpenAI. */
it(
  'holds against Schemathesis',
  async () => {
    if (schemathesis === undefined) return;
    const attack = { document: `${harness.origin}/openapi.json`, key: harness.secret, accepted: [400] };
    expect(await schemathesis.attack(attack)).toBe('no failures');
  },
  attackMsMax,
);

it('serves its document to anybody, and no other method of it', async () => {
  const response = await fetch(`${harness.origin}/openapi.json`);
  const { openapi, paths } = (await response.json()) as { openapi: string; paths: object };
  expect([response.status, openapi]).toEqual([200, '3.1.1']);
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/v1/models', '/v1/chat/completions', '/v1/completions']),
  );
  expect((await fetch(`${harness.origin}/openapi.json`, { method: 'POST' })).status).toBe(405);
});
