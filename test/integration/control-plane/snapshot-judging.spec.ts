import { createHash } from 'node:crypto';

import { type AuditEventView, learnedContentType, type SnapshotView } from '@slipstream/contract';
import { packLearned, unpackLearned } from '@slipstream/learned-state';
import { poisonState } from '@slipstream/speculation/testing';

import { DecodeStream, sampledWith, textOf, type WorkerAddress } from '../support/decode-stream.js';
import { findTokens } from '../support/search-database.js';
import { Installation } from './support/installation.js';

const minute = 60_000;

let here: Installation;
let worker: WorkerAddress;

beforeAll(async () => {
  here = await Installation.start({ settings: { SPECULATION_REPORT_SECONDS: '1' } });
  worker = here.workerOf(await here.readyReplica());
}, 2 * minute);
afterAll(() => here.stop(), minute);

/** Requests that the worker holds out: one id in sixteen, by its hash. */
const heldOutIds = Array.from({ length: 400 }, (_, index) => `req_${index}`).filter(
  (id) => createHash('sha256').update(id).digest().readUInt32LE() % 16 === 0,
);

const decode = async (seed: number, requestId = 'req_a'): Promise<string> =>
  textOf(await DecodeStream.open(worker, { ...sampledWith(seed), requestId, maxTokens: 200 }).ended);

/** Resolves when the queue has judged it. */
async function keep(): Promise<SnapshotView> {
  const { id } = await here.controlPlane.post<SnapshotView>(`${here.endpoint}/snapshots`, undefined);
  const path = `${here.endpoint}/snapshots/${id}`;
  return here.controlPlane.until<SnapshotView>(path, ({ state }) => state !== 'evaluating');
}
const headers = (): Record<string, string> => ({ authorization: `Bearer ${worker.token}` });

const heldOutCount = async (): Promise<number> =>
  (await here.query('SELECT 1 FROM held_out_sequences')).length;

/** Puts learned state into the worker that is whole, and proposes what never follows. */
async function poison(): Promise<void> {
  const answer = await fetch(`${worker.address}/internal/learned`, { headers: headers() });
  const learned = await unpackLearned(Buffer.from(await answer.arrayBuffer()));
  const speculation = poisonState(poisonState(learned.speculation, 'shuffled'), 'silent');
  const body = new Uint8Array(await packLearned({ ...learned, speculation }));
  const taken = await fetch(`${worker.address}/internal/learned`, {
    method: 'PUT',
    headers: { ...headers(), 'content-type': learnedContentType },
    body,
  });
  expect(taken.status).toBe(204);
}

it(
  'holds sequences out of learning, sealed, and judges by them',
  async () => {
    expect(heldOutIds.length).toBeGreaterThan(15);
    for (const seed of [1, 2, 3]) await decode(seed);
    const events = await DecodeStream.open(worker, {
      ...sampledWith(9),
      requestId: heldOutIds[0]!,
      maxTokens: 200,
    }).ended;
    const tokens = events.flatMap((event) => (event.type === 'delta' ? event.tokens : [])).slice(10, 30);
    for (const [index, id] of heldOutIds.slice(1, 14).entries()) await decode(1 + (index % 3), id);
    while ((await heldOutCount()) < 14);
    const kept = await keep();
    expect(kept).toMatchObject({
      state: 'active',
      evidence: [{ kind: 'replay', isLossless: true, sequences: 14 }],
    });
    // Held out, it is in no snapshot; sealed, it is nowhere to be read.
    expect(await findTokens(here.database.url, tokens)).toEqual([]);
  },
  minute,
);

it(
  'rejects what replay finds slower, and brings the replica back',
  async () => {
    const before = await decode(1);
    await keep();
    await poison();
    expect(await decode(1)).toBe(before);
    const judged = await keep();
    expect(judged).toMatchObject({ state: 'rejected', evidence: [{ kind: 'replay', isLossless: true }] });
    expect(judged.reason).toContain('Replay was slower');
    const refused = await here.controlPlane.send('POST', `${here.endpoint}/snapshots/${judged.id}/promote`);
    expect(refused.status).toBe(409);
  },
  minute,
);

it(
  'rolls back by itself what was promoted by force and is slower live, and no text differs',
  async () => {
    const expected = await Promise.all([1, 2, 3].map((seed) => decode(seed)));
    const { data } = await here.controlPlane.get<{ data: SnapshotView[] }>(`${here.endpoint}/snapshots`);
    const former = data.find(({ state }) => state === 'active')!;
    const poisoned = `${here.endpoint}/snapshots/${data.find(({ state }) => state === 'rejected')!.id}`;
    await here.controlPlane.post(`${poisoned}/promote?force=true`, undefined);
    let now = await here.controlPlane.get<SnapshotView>(poisoned);
    expect(now.state).toBe('active');
    for (let round = 0; now.state === 'active' && round < 100; round++) {
      for (const [index, text] of expected.entries()) expect(await decode(1 + index)).toBe(text);
      now = await here.controlPlane.get<SnapshotView>(poisoned);
    }
    expect(now.reason).toContain('Live traffic was slower');
    expect(now.evidence.at(-1)).toMatchObject({ kind: 'live' });
    expect(await here.controlPlane.get(`${here.endpoint}/snapshots/${former.id}`)).toMatchObject({
      state: 'active',
    });
    const audit = here.endpoint.replace(/\/endpoints\/.*$/, '/audit-events');
    const events = await here.controlPlane.get<{ data: AuditEventView[] }>(audit);
    expect(events.data.find(({ action }) => action === 'snapshot.rollback')).toMatchObject({
      actor: { kind: 'platform', id: 'snapshot verdicts' },
    });
  },
  minute,
);

it(
  'judges anew what its queue has given up',
  async () => {
    const { id } = await keep();
    await here.query(`UPDATE snapshots SET state = 'evaluating' WHERE id = '${id}'`);
    await here.query(`INSERT INTO outbox_entries (topic, key, payload, handed_at, failed_at, reason)
      VALUES ('snapshot.evaluate', '${id}', '{}', now(), now(), 'ten times over')`);
    await decode(4);
    await keep();
    const path = `${here.endpoint}/snapshots/${id}`;
    expect((await here.controlPlane.get<SnapshotView>(path)).state).not.toBe('evaluating');
  },
  minute,
);
