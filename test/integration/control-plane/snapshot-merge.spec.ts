import type { ReplicaView, SnapshotView } from '@slipstream/contract';

import { DecodeStream, sampledWith, textOf } from '../support/decode-stream.js';
import { Installation } from './support/installation.js';

const minute = 60_000;

let here: Installation;
let replicas: ReplicaView[];

beforeAll(async () => {
  here = await Installation.start({ replicas: 2 });
  const isReady = ({ state }: ReplicaView): boolean => state === 'ready';
  const { data } = await here.controlPlane.until<{ data: ReplicaView[] }>(
    `${here.endpoint}/replicas`,
    (found) => found.data.filter(isReady).length === 2,
  );
  replicas = data.filter(isReady);
}, 2 * minute);
afterAll(() => here.stop(), minute);

const learnedTokens = (replica: ReplicaView): Promise<number> => here.learnedTokens(replica);
const decode = async (replica: ReplicaView, seed: number): Promise<string> =>
  textOf(await here.decode(replica, seed));
const keep = (): Promise<SnapshotView> =>
  here.controlPlane.post<SnapshotView>(`${here.endpoint}/snapshots`, undefined);

it(
  'merges what replicas learned apart, and all of them go on from it while they decode',
  async () => {
    const [one, other] = replicas as [ReplicaView, ReplicaView];
    // Nobody has said it before, so it is drafted badly and takes longer than the merge.
    const long = { ...sampledWith(1), maxTokens: 6_000 };
    for (const seed of [2, 3, 4]) await decode(one, seed);
    for (const seed of [5, 6]) await decode(other, seed);
    const learned = await Promise.all(replicas.map(learnedTokens));
    const running = DecodeStream.open(here.workerOf(one), long);
    await running.begun;
    const merged = await keep();
    expect(merged).toMatchObject({ kind: 'merge', state: 'active', replicaId: null });
    expect(merged.learnedTokens).toBe(learned[0]! + learned[1]!);
    const { data } = await here.controlPlane.get<{ data: SnapshotView[] }>(`${here.endpoint}/snapshots`);
    const parents = data.filter(({ id }) => merged.parents.includes(id));
    expect(parents.map(({ kind, state }) => [kind, state])).toEqual([
      ['checkpoint', 'superseded'],
      ['checkpoint', 'superseded'],
    ]);
    const text = textOf(await running.ended);
    expect(textOf(await DecodeStream.open(here.workerOf(one), long).ended)).toBe(text);
    while ((await learnedTokens(other)) < merged.learnedTokens);
  },
  minute,
);

it(
  'loses nothing that is learned meanwhile, and counts once what is merged again',
  async () => {
    const [one, other] = replicas as [ReplicaView, ReplicaView];
    const [before, added] = [await learnedTokens(other), await learnedTokens(one)];
    expect(added).toBeGreaterThan(before);
    await decode(other, 7);
    const sum = added + (await learnedTokens(other)) - before;
    const again = await keep();
    expect(again.kind).toBe('merge');
    expect(again.learnedTokens).toBe(sum);
  },
  minute,
);
