import { createHmac } from 'node:crypto';

import {
  type AuditEventView,
  type ReplicaView,
  type SnapshotFile,
  type SnapshotView,
} from '@slipstream/contract';

import { findTokens } from '../support/search-database.js';
import { Installation } from './support/installation.js';

const minute = 60_000;

let here: Installation;
/** Of the last ten requests, when the endpoint had learned its traffic; and of its first ten. */
let former: number;
let first: number;

beforeAll(async () => {
  here = await Installation.start();
  const replica = await here.readyReplica();
  first = await here.acceptanceLength(replica);
  await here.acceptanceLength(replica);
  former = await here.acceptanceLength(replica);
  await keep();
}, 3 * minute);
afterAll(() => here.stop(), minute);

const keep = (): Promise<SnapshotView> =>
  here.controlPlane.post<SnapshotView>(`${here.endpoint}/snapshots`, undefined);

const learnedTokens = (replica: ReplicaView): Promise<number> => here.learnedTokens(replica);

describe('what an endpoint has learned', () => {
  it('is worth something', () => {
    expect(former).toBeGreaterThan(1.2 * first);
  });

  it(
    'serves the next ten requests as before after a replica was killed',
    async () => {
      const replica = await here.readyReplica();
      process.kill(replica.pid!, 'SIGKILL');
      const next = await here.readyReplica(({ epoch }) => epoch > replica.epoch);
      expect(await here.acceptanceLength(next)).toBeGreaterThanOrEqual(0.95 * former);
    },
    minute,
  );

  it(
    'serves the next ten requests as before when the endpoint wakes up from zero replicas',
    async () => {
      const replica = await here.readyReplica();
      const asleep = `SET min_replicas = 0, idle_timeout_seconds = 60, last_request_at = NULL,
        state_since = now() - interval '1 hour'`;
      await here.query(`UPDATE endpoints ${asleep}`);
      await here.controlPlane.until<{ state: string }>(
        here.endpoint,
        ({ state }) => state === 'scaledToZero',
      );
      const awake =
        'SET replica_count = 1, min_replicas = 1, idle_timeout_seconds = NULL, last_request_at = now()';
      await here.query(`UPDATE endpoints ${awake}`);
      const next = await here.readyReplica(({ id }) => id !== replica.id);
      expect(await here.acceptanceLength(next)).toBeGreaterThanOrEqual(0.95 * former);
    },
    minute,
  );

  it(
    'serves the next ten requests as before when the platform is started again',
    async () => {
      const replica = await here.readyReplica();
      await here.restart();
      const next = await here.readyReplica(({ id }) => id !== replica.id);
      expect(await here.acceptanceLength(next)).toBeGreaterThanOrEqual(0.95 * former);
    },
    minute,
  );

  it(
    'serves another endpoint of the tenant that starts from it, and nobody’s with another model',
    async () => {
      const { id: snapshotId } = await keep();
      const warm = await here.createEndpoint('warm');
      const replica = await here.readyReplica(() => true, warm);
      const copied = await here.controlPlane.post<SnapshotView>(`${warm}/snapshot-copy`, { snapshotId });
      expect(copied).toMatchObject({ kind: 'copy', state: 'active', parents: [snapshotId] });
      const expected = Number(copied.learnedTokens);
      while ((await learnedTokens(replica)) < expected);
      expect(await here.acceptanceLength(replica)).toBeGreaterThanOrEqual(0.95 * former);
      await here.controlPlane.send('DELETE', warm);
    },
    minute,
  );

  it(
    'serves an endpoint that is created to start from it, from its first request on',
    async () => {
      const { id: snapshotId } = await keep();
      const warm = await here.createEndpoint('born-warm', { startFromSnapshotId: snapshotId });
      const { data } = await here.controlPlane.get<{ data: SnapshotView[] }>(`${warm}/snapshots`);
      expect(data).toMatchObject([{ kind: 'copy', state: 'active', parents: [snapshotId], version: 1 }]);
      const replica = await here.readyReplica(() => true, warm);
      expect(await here.acceptanceLength(replica)).toBeGreaterThanOrEqual(0.95 * former);
      const audit = await here.controlPlane.get<{ data: AuditEventView[] }>(
        `${here.tenant}/audit-events?limit=100`,
      );
      const about = audit.data.map(({ action, resourceId }) => [action, resourceId]);
      expect(about).toContainEqual(['endpoint.create', warm.split('/').pop()]);
      expect(about).toContainEqual(['snapshot.copy', data[0]!.id]);
      await here.controlPlane.send('DELETE', warm);
    },
    minute,
  );

  it(
    'lets no endpoint start from it that has another model, nor from what was rejected',
    async () => {
      const { id: snapshotId } = await keep();
      const create = (modelId: string) =>
        here.controlPlane.send<{ detail: string }>('POST', `${here.tenant}/endpoints`, {
          body: { name: 'cold', modelId, startFromSnapshotId: snapshotId },
        });
      const other = await create(await here.createModel('another', 2));
      expect([other.status, other.body.detail]).toEqual([422, expect.stringContaining('another model')]);
      await here.query(`UPDATE snapshots SET state = 'rejected' WHERE id = '${snapshotId}'`);
      const rejected = await create(here.modelId);
      expect([rejected.status, rejected.body.detail]).toEqual([422, expect.stringContaining('rejected')]);
      await here.query(`UPDATE snapshots SET state = 'active' WHERE id = '${snapshotId}'`);
      const { data } = await here.controlPlane.get<{ data: { name: string }[] }>(`${here.tenant}/endpoints`);
      expect(data.map(({ name }) => name)).not.toContain('cold');
    },
    minute,
  );
});

describe('an exported snapshot', () => {
  let file: SnapshotFile;
  let elsewhere: Installation;

  beforeAll(async () => {
    const { id } = await keep();
    file = await here.controlPlane.get<SnapshotFile>(`${here.endpoint}/snapshots/${id}/export`);
    const { publicKey } = await here.controlPlane.get<{ publicKey: string }>('/snapshot-signer');
    elsewhere = await Installation.start({
      workerSecret: 'another secret, of another installation',
      settings: { TRUSTED_SNAPSHOT_SIGNERS: publicKey },
    });
    await elsewhere.readyReplica();
  }, 2 * minute);
  afterAll(() => elsewhere.stop(), minute);

  const into = ({ controlPlane, endpoint }: Installation, body: SnapshotFile) =>
    controlPlane.send<SnapshotView & { detail: string }>('POST', `${endpoint}/snapshot-import`, { body });

  it(
    'serves the next ten requests of another installation as it did here',
    async () => {
      const replica = await elsewhere.readyReplica();
      const imported = await into(elsewhere, file);
      expect(imported.status).toBe(201);
      expect(imported.body).toMatchObject({ kind: 'import', state: 'active' });
      while ((await elsewhere.learnedTokens(replica)) < imported.body.learnedTokens);
      expect(await elsewhere.acceptanceLength(replica)).toBeGreaterThanOrEqual(0.95 * former);
    },
    minute,
  );

  it(
    'is refused when a byte of it is changed, when it is cut off, and where its signer is not trusted',
    async () => {
      const flipped = Buffer.from(file.bytes, 'base64');
      flipped[flipped.length >> 1]! ^= 1;
      const forged = createHmac('sha256', 'x').update(file.manifest).digest('base64');
      const cases: [Partial<SnapshotFile>, RegExp][] = [
        [{ bytes: flipped.toString('base64') }, /bytes are not those/],
        [{ bytes: file.bytes.slice(0, -40) }, /bytes are not those/],
        [{ manifest: file.manifest.replace(/"version":(\d+)/, '"version":1$1') }, /signature does not fit/],
        [{ signature: forged }, /signature does not fit/],
        [{ manifest: 'none' }, /manifest is none/],
      ];
      for (const [change, detail] of cases) {
        const refused = await into(elsewhere, { ...file, ...change });
        expect([refused.status, refused.body.detail]).toEqual([422, expect.stringMatching(detail)]);
      }
      const back = await elsewhere.controlPlane.get<{ data: SnapshotView[] }>(
        `${elsewhere.endpoint}/snapshots`,
      );
      const theirs = await elsewhere.controlPlane.get<SnapshotFile>(
        `${elsewhere.endpoint}/snapshots/${back.data[0]!.id}/export`,
      );
      const untrusted = await into(here, theirs);
      expect([untrusted.status, untrusted.body.detail]).toEqual([
        422,
        expect.stringContaining('not trusted'),
      ]);
      const audit = await elsewhere.controlPlane.get<{ data: AuditEventView[] }>(
        `${elsewhere.tenant}/audit-events`,
      );
      expect(audit.data.filter(({ action }) => action === 'snapshot.refuse')).toHaveLength(cases.length);
    },
    minute,
  );

  it(
    'is refused for another tenant of the installation that signed it, which can read nothing of it',
    async () => {
      const { controlPlane } = here;
      const { id } = await controlPlane.post<{ id: string }>('/tenants', { name: 'rival' });
      const { secret: key } = await controlPlane.post<{ secret: string }>(`/tenants/${id}/keys`, {
        name: 'admin',
        scopes: ['admin'],
      });
      const body = { name: 'chat', modelId: here.modelId };
      const { id: endpointId } = await controlPlane.post<{ id: string }>(`/tenants/${id}/endpoints`, body);
      const rival = `/tenants/${id}/endpoints/${endpointId}`;
      const stolen = await controlPlane.send<{ detail: string }>('POST', `${rival}/snapshot-import`, {
        key,
        body: file,
      });
      expect([stolen.status, stolen.body.detail]).toEqual([422, expect.stringContaining('another tenant')]);
      const { data } = await controlPlane.get<{ data: SnapshotView[] }>(`${here.endpoint}/snapshots`);
      for (const { id: snapshotId } of data) {
        const copied = await controlPlane.send('POST', `${rival}/snapshot-copy`, {
          key,
          body: { snapshotId },
        });
        expect(copied.status).toBe(404);
        const none = `${snapshotId.slice(0, -26)}${'0'.repeat(26)}`;
        const [warm, missing] = await Promise.all(
          [snapshotId, none].map((startFromSnapshotId) =>
            controlPlane.send('POST', `/tenants/${id}/endpoints`, {
              key,
              body: { ...body, name: 'warm', startFromSnapshotId },
            }),
          ),
        );
        expect(warm!.status).toBe(404);
        expect(warm!.body).toEqual(missing!.body);
        for (const path of [here.endpoint, rival]) {
          for (const end of ['', '/export']) {
            const answer = await controlPlane.send('GET', `${path}/snapshots/${snapshotId}${end}`, { key });
            expect(answer.status).toBe(404);
          }
        }
      }
      await controlPlane.send('DELETE', rival);
    },
    minute,
  );
});

describe('the speculation policy', () => {
  const policy = (): string => `${here.endpoint}/speculation-policy`;
  const change = (body: object) =>
    here.controlPlane.send('PATCH', policy(), { body, headers: { 'if-match': '*' } });

  it(
    'leaves nothing learned of a request that asks for it, nor of any while learning is off',
    async () => {
      const replica = await here.readyReplica(({ state }) => state === 'ready');
      const before = await learnedTokens(replica);
      const events = await here.decode(replica, 77, { learning: 'off' });
      const said = events.flatMap((event) => (event.type === 'delta' ? event.tokens : [])).slice(5, 25);
      expect(await learnedTokens(replica)).toBe(before);
      expect((await change({ learning: 'off' })).status).toBe(200);
      await here.decode(replica, 78);
      expect(await learnedTokens(replica)).toBe(before);
      expect((await change({ learning: 'on' })).status).toBe(200);
      await here.decode(replica, 79);
      expect(await learnedTokens(replica)).toBeGreaterThan(before);
      await keep();
      expect(await findTokens(here.database.url, said)).toEqual([]);
    },
    minute,
  );

  it(
    'turns speculation off and on without another text',
    async () => {
      const replica = await here.readyReplica();
      const accepted = async (): Promise<[string, number]> => {
        const events = await here.decode(replica, 1, { learning: 'off' });
        const done = events.find((event) => event.type === 'done');
        const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
        return [text, done?.type === 'done' ? done.speculation.draftedTokens : -1];
      };
      const [text, drafted] = await accepted();
      expect(drafted).toBeGreaterThan(0);
      expect((await change({ speculation: 'off' })).status).toBe(200);
      expect(await accepted()).toEqual([text, 0]);
      expect((await change({ speculation: 'auto' })).status).toBe(200);
    },
    minute,
  );

  it(
    'stays with a pinned snapshot, and needs the version that was read',
    async () => {
      const replica = await here.readyReplica();
      const { id: pinnedSnapshotId, learnedTokens: pinned } = await keep();
      const stale = { body: { learning: 'on' }, headers: { 'if-match': '"0"' } };
      expect((await here.controlPlane.send('PATCH', policy(), stale)).status).toBe(412);
      expect((await change({ pinnedSnapshotId })).status).toBe(200);
      await here.decode(replica, 80);
      await keep();
      while ((await learnedTokens(replica)) !== pinned);
      expect(await here.controlPlane.get(`${here.endpoint}/snapshots/${pinnedSnapshotId}`)).toMatchObject({
        state: 'active',
      });
      expect((await change({ pinnedSnapshotId: null })).status).toBe(200);
    },
    minute,
  );
});
