import { chatBody, startHarness, type Harness } from './support/harness.js';

let harness: Harness;
const seen: unknown[] = [];
beforeAll(async () => {
  harness = await startHarness();
  harness.worker.answerWith((call) => {
    seen.push(call.body.learning);
    call.answer('ok');
  });
}, 60_000);
afterAll(() => harness.close());

it('hands on that a request is to be left out of learning, and refuses what may have been meant so', async () => {
  const post = (headers: Record<string, string>): Promise<Response> =>
    harness.post('/v1/chat/completions', chatBody, headers);
  for (const headers of [{}, { 'x-slipstream-learn': 'off' }, { 'x-slipstream-learn': 'on' }]) {
    expect((await post(headers)).status).toBe(200);
  }
  expect(seen).toEqual([undefined, 'off', 'on']);
  const refused = await post({ 'x-slipstream-learn': 'no' });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { param: 'x-slipstream-learn' } });
});
