import { type EndpointId, endpointStates } from '@slipstream/domain';
import { type Database, openDatabase } from '@slipstream/persistence';
import pg from 'pg';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';

interface Endpoint {
  readonly id: string;
  readonly state: string;
  readonly desiredState: string;
  readonly reason: string | null;
  readonly generation: number;
  readonly deadlineAt: string | null;
  readonly conditions: { type: string; isTrue: boolean; message: string }[];
}
interface Replica {
  readonly id: string;
  readonly state: string;
}

const minute = 60_000;
let admin: AdminHarness;
let tenant: TestTenant;
let database: Database;
let sql: pg.Client;
let endpoints: string;
let tinyModelId: string;

beforeAll(async () => {
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
  endpoints = `/tenants/${tenant.id}/endpoints`;
  tinyModelId = await admin.registerTinyModel('tiny');
  database = openDatabase(admin.database.url);
  sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
}, minute);
afterAll(async () => {
  await sql.end();
  await database.close();
  await admin.close();
}, minute);

const create = (body: object): Promise<Endpoint> => admin.controlPlane.post(endpoints, body);
const patch = (id: string, body: object, ifMatch = '*') =>
  admin.send<Endpoint>('PATCH', `${endpoints}/${id}`, { body, headers: { 'if-match': ifMatch } });
const until = (id: string, isWanted: (endpoint: Endpoint) => boolean): Promise<Endpoint> =>
  admin.controlPlane.until(`${endpoints}/${id}`, isWanted);
const readyReplicas = async (id: string, count: number): Promise<Replica[]> => {
  const isReady = ({ state }: Replica): boolean => state === 'ready';
  const { data } = await admin.controlPlane.until<{ data: Replica[] }>(
    `${endpoints}/${id}/replicas`,
    ({ data }) =>
      data.filter(isReady).length === count &&
      data.every((replica) => isReady(replica) || replica.state === 'stopped'),
  );
  return data.filter(isReady);
};
/** As if the endpoint had been in its state for so long. */
const backdate = (id: string, seconds: number) =>
  sql.query(`UPDATE endpoints SET state_since = now() - make_interval(secs => $2) WHERE id = $1`, [
    id,
    seconds,
  ]);

it(
  'has as many replicas as are wanted, and those that go are not those that have been there longest',
  async () => {
    const { id } = await create({ name: 'scaled', modelId: tinyModelId });
    const [first] = await readyReplicas(id, 1);
    expect((await patch(id, { minReplicas: 3, maxReplicas: 3 })).body).toMatchObject({ replicaCount: 3 });
    await readyReplicas(id, 3);
    const { conditions } = await until(id, ({ conditions }) => conditions.every(({ isTrue }) => isTrue));
    expect(conditions.map(({ type, message }) => [type, message])).toEqual([
      ['ModelReady', 'The model is fetched and compiled.'],
      ['ReplicasReady', '3 of 3 replicas are ready.'],
      ['Ready', 'The endpoint is ready.'],
    ]);
    await patch(id, { minReplicas: 1, maxReplicas: 1 });
    expect((await readyReplicas(id, 1)).map((replica) => replica.id)).toEqual([first!.id]);
  },
  minute,
);

it(
  'without requests goes to sleep after its idle time, and wakes for the next one',
  async () => {
    const { id } = await create({
      name: 'sleepy',
      modelId: tinyModelId,
      minReplicas: 0,
      maxReplicas: 2,
      idleTimeoutSeconds: 60,
    });
    await readyReplicas(id, 1);
    await until(id, ({ state }) => state === 'ready');
    const endpointId = id as unknown as EndpointId;
    await database.endpoints.recordRequest(endpointId, new Date());
    await backdate(id, 120);
    await until(id, ({ conditions }) => conditions.length > 0);
    expect((await admin.controlPlane.get<Endpoint>(`${endpoints}/${id}`)).state).toBe('ready');

    await database.endpoints.recordRequest(endpointId, new Date(Date.now() - 61_000));
    await until(id, ({ state }) => state === 'scaledToZero');
    await readyReplicas(id, 0);
    await database.endpoints.wake(endpointId, new Date());
    await until(id, ({ state }) => state === 'ready');
  },
  minute,
);

describe('an update', () => {
  it.each([
    [{ maxReplicas: 0 }, 'invalid', 'maxReplicas'],
    [{ minReplicas: 3, maxReplicas: 2 }, 'contradictory', 'maxReplicas'],
    [{ minReplicas: 0 }, 'contradictory', 'idleTimeoutSeconds'],
    [{ idleTimeoutSeconds: 60 }, 'contradictory', 'idleTimeoutSeconds'],
    [{ minReplicas: 0, idleTimeoutSeconds: 59 }, 'invalid', 'idleTimeoutSeconds'],
    [{}, 'invalid', ''],
  ])('to %j is refused as %s, with the field that is wrong', async (body, kind, path) => {
    const answer = await patch(tenant.endpointId, body);
    expect(answer.body).toMatchObject({ type: `urn:slipstream:problem:${kind}-input`, errors: [{ path }] });
  });

  it('needs the present generation, which what the platform observes leaves alone', async () => {
    const before = await admin.send<Endpoint>('GET', `${endpoints}/${tenant.endpointId}`);
    const etag = before.headers.get('etag')!;
    await sql.query(`UPDATE endpoints SET reason = 'observed' WHERE id = $1`, [tenant.endpointId]);
    expect((await patch(tenant.endpointId, { maxReplicas: 2 }, etag)).status).toBe(200);
    expect((await patch(tenant.endpointId, { maxReplicas: 3 }, etag)).status).toBe(412);
    const bare = { body: { maxReplicas: 3 } };
    expect((await admin.send('PATCH', `${endpoints}/${tenant.endpointId}`, bare)).status).toBe(428);
  });
});

describe('the verbs', () => {
  it.each(endpointStates)('stop and delete an endpoint that is %s', async (state) => {
    const { id } = await create({ name: `was-${state.toLowerCase()}`, modelId: admin.modelId });
    await until(id, (endpoint) => endpoint.state === 'failed');
    await sql.query(`UPDATE endpoints SET state = $2 WHERE id = $1`, [id, state]);
    expect((await admin.send('POST', `${endpoints}/${id}/stop`)).status).toBe(202);
    await until(id, (endpoint) => endpoint.state === 'stopped');
    const again = await admin.send<Endpoint>('POST', `${endpoints}/${id}/stop`);
    expect([again.status, again.body.generation]).toEqual([202, 2]);
    expect((await admin.send('DELETE', `${endpoints}/${id}`)).status).toBe(202);
    for (;;) if ((await admin.send('GET', `${endpoints}/${id}`)).status === 404) break;
  });
});

describe('a state that is only a way to another', () => {
  it('fails at its deadline with the reason, and is tried anew when somebody starts it', async () => {
    const modelId = await admin.registerTinyModel('never-comes');
    await admin.controlPlane.until<{ state: string }>(`/models/${modelId}`, ({ state }) => state === 'ready');
    await sql.query(`UPDATE models SET state = 'fetching' WHERE id = $1`, [modelId]);
    const { id } = await create({ name: 'waiting', modelId });
    const pending = await until(id, ({ state, reason }) => state === 'pending' && reason !== null);
    expect(pending.deadlineAt).not.toBeNull();
    await backdate(id, 3_601);
    const failed = await until(id, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({
      reason: 'It was pending for 60 minutes, which is too long. Waiting for the model.',
      deadlineAt: null,
    });
    await admin.send('POST', `${endpoints}/${id}/start`);
    await until(id, ({ state }) => state === 'pending');
    await sql.query(`UPDATE models SET state = 'ready' WHERE id = $1`, [modelId]);
    await until(id, ({ state }) => state === 'ready');
  }, 60_000);
});
