import type { DriftEventView, EndpointSpeculationView, SpeculationPoint } from '@slipstream/contract';

import { Installation } from './support/installation.js';

const minute = 60_000;
let here: Installation;

beforeAll(async () => {
  const settings = { SPECULATION_WINDOW_SECONDS: '1', SPECULATION_REPORT_SECONDS: '1' };
  here = await Installation.start({ settings });
}, 2 * minute);
afterAll(() => here.stop(), minute);

const get = <Body>(path: string): Promise<Body> => here.controlPlane.get<Body>(`${here.endpoint}${path}`);

async function series(resolution: string): Promise<SpeculationPoint[]> {
  const [from, to] = ['2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z'];
  const query = `from=${from}&to=${to}&resolution=${resolution}`;
  return (await get<{ data: SpeculationPoint[] }>(`/speculation/series?${query}`)).data;
}

const sumOf = (points: readonly SpeculationPoint[], key: 'requests' | 'tokens' | 'steps'): number =>
  points.reduce((sum, point) => sum + point[key], 0);

it(
  'tells what speculation does, now and over time, and all resolutions agree',
  async () => {
    const replica = await here.readyReplica();
    for (let seed = 1; seed <= 30; seed++) await here.decode(replica, 1 + (seed % 5));
    const now = await here.controlPlane.until<EndpointSpeculationView>(
      `${here.endpoint}/speculation`,
      ({ requests }) => requests >= 30,
    );
    const { none, static: still, adaptive, chained } = now.armShares;
    expect(none + still + adaptive + chained).toBeCloseTo(1, 6);
    expect(now.acceptanceLength).toBeGreaterThan(1);
    expect(now.acceptanceByPosition.length).toBeGreaterThan(0);
    expect(now.learnedTokens).toBeGreaterThan(1_000);
    expect(now.drifts).toEqual([]);
    expect(now.learningCurve).toMatchObject({ requests: 30 });
    expect(now.learningCurve!.requestsTo90Percent).toBeLessThanOrEqual(30);
    const [windows, hours, days] = await Promise.all(['window', 'hour', 'day'].map(series));
    for (const points of [windows!, hours!, days!]) {
      expect(sumOf(points, 'requests')).toBe(30);
      expect(sumOf(points, 'tokens')).toBe(sumOf(windows!, 'tokens'));
      expect(sumOf(points, 'steps')).toBe(sumOf(windows!, 'steps'));
    }
  },
  minute,
);

it(
  'forgets windows after two days, and keeps what they were joined to',
  async () => {
    await here.query(`UPDATE speculation_windows SET started_at = started_at - interval '3 days'`);
    while ((await series('window')).length > 0);
    expect(sumOf(await series('day'), 'requests')).toBe(30);
  },
  minute,
);

it(
  'lists drifts from their beginning to their end',
  async () => {
    const { id: replicaId, epoch } = await here.readyReplica();
    const endpointId = here.endpoint.split('/').at(-1)!;
    await here.query(
      `INSERT INTO drift_events VALUES ('dft_${'0'.repeat(26)}', '${endpointId}', '${replicaId}', ${epoch}, 7,
       'vocabulary', '{"vocabulary": 1}', 2.5, 1.5, NULL, now(), NULL)`,
    );
    const { data } = await get<{ data: DriftEventView[] }>('/speculation/drift-events');
    expect(data).toMatchObject([{ cause: 'vocabulary', tokensPerStepBefore: 2.5, endedAt: null }]);
    expect((await get<EndpointSpeculationView>('/speculation')).drifts).toHaveLength(1);
    await here.query(`UPDATE drift_events SET ended_at = now(), tokens_per_step_after = 2.4`);
    expect((await get<EndpointSpeculationView>('/speculation')).drifts).toEqual([]);
  },
  minute,
);
