import type { UsageEntry } from '@slipstream/persistence';
import { SeededRandom } from '@slipstream/testing';

import { faults } from '../../faults/faults.js';
import { settledLedger } from '../../faults/ledger.js';
import { TestPlatform } from '../../faults/platform.js';
import { runTrial, type Texts, undisturbedTexts } from '../../faults/trial.js';

const minute = 60_000;
/** One fault of each kind; `npm run verify:faults` repeats them. */
const random = new SeededRandom(9);

let platform: TestPlatform;
let texts: Texts;

beforeAll(async () => {
  platform = await TestPlatform.start();
  texts = await undisturbedTexts(platform);
}, 2 * minute);
afterAll(() => platform.close(), minute);

it.each(faults.map((fault) => [fault.name, fault] as const))(
  'streams, ledger and states are as promised after %s',
  async (_name, fault) => {
    expect(await runTrial(platform, { fault, texts, random })).toMatchObject({ violations: [] });
  },
  3 * minute,
);

it('is told by the admin API as JSON and CSV, for the whole tenant, an endpoint, a key', async () => {
  type Sums = { data: { requests: number; completionTokens: number; endpointId: string | null }[] };
  const { controlPlane, tenantId } = platform;
  const entries = [...(await settledLedger(platform)).values()];
  const { data } = await controlPlane.get<Sums>(`/tenants/${tenantId}/usage?groupBy=endpoint,key`);
  const totalOf = (of: { completionTokens: number }[]) =>
    of.reduce((all, one) => all + one.completionTokens, 0);
  expect(totalOf(data)).toBe(totalOf(entries));
  expect(data[0]).toMatchObject({ endpointId: entries[0]!.endpointId, apiKeyId: entries[0]!.apiKeyId });
  const page = await controlPlane.get<{ data: UsageEntry[]; nextCursor: string }>(
    `/tenants/${tenantId}/usage/requests?limit=3`,
  );
  const next = await controlPlane.get<{ data: UsageEntry[] }>(
    `/tenants/${tenantId}/usage/requests?limit=3&cursor=${page.nextCursor}`,
  );
  expect([...page.data, ...next.data].map(({ requestId }) => requestId)).toEqual(
    entries.slice(0, 6).map(({ requestId }) => requestId),
  );
  for (const query of ['usage?bucket=year', 'usage?from=x', 'usage?sort=1', 'usage/requests?cursor=x']) {
    await expect(controlPlane.get(`/tenants/${tenantId}/${query}`)).rejects.toThrow(/: 400 /);
  }
  await expect(controlPlane.get('/tenants/ten_01J00000000000000000000000/usage')).rejects.toThrow(/: 404 /);
});
