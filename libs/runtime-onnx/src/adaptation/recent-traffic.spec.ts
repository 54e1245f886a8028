import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RecentTraffic, type TrafficSequence } from './recent-traffic.js';
import { SequenceRecorder } from './sequence-recorder.js';
import { readTraffic, writeTraffic } from './traffic-file.js';

const hiddenSize = 3;

function record(traffic: RecentTraffic, promptLength: number, positions: readonly number[]): void {
  const recorder = new SequenceRecorder(hiddenSize, traffic);
  recorder.begin(promptLength);
  for (const position of positions) {
    recorder.read(position, new Float32Array(hiddenSize).fill(position), position + 1000);
  }
  recorder.end();
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('SequenceRecorder', () => {
  it('keeps the rows of the answer, from the last one of the prompt on', () => {
    const traffic = new RecentTraffic(1000);
    record(traffic, 10, range(0, 30));
    const [sequence] = traffic.sequences;
    expect(sequence!.length).toBe(21);
    expect(Array.from(sequence!.nextTokens)).toEqual(range(1009, 1030));
    expect(Array.from(sequence!.hidden.subarray(5 * hiddenSize, 6 * hiddenSize))).toEqual([14, 14, 14]);
  });

  it('does not miss what a reused prefix has kept from it', () => {
    const traffic = new RecentTraffic(1000);
    record(traffic, 10, [0, 1, 2, ...range(8, 30)]);
    expect(traffic.sequences[0]!.length).toBe(21);
  });

  it('keeps the beginning of a long answer', () => {
    const traffic = new RecentTraffic(10_000);
    record(traffic, 500, range(0, 1500));
    const { length, nextTokens } = traffic.sequences[0]!;
    expect(length).toBe(384);
    expect(nextTokens[0]).toBe(1499);
  });

  it('leaves out answers of a few tokens', () => {
    const traffic = new RecentTraffic(1000);
    record(traffic, 20, range(0, 25));
    expect(traffic.sequences).toEqual([]);
  });
});

describe('RecentTraffic', () => {
  it('forgets the oldest sequences beyond its rows', () => {
    const traffic = new RecentTraffic(70);
    for (const length of [30, 31, 32]) record(traffic, 1, range(0, length));
    expect(traffic.sequences.map(({ length }) => length)).toEqual([31, 32]);
    expect(traffic.rowsSeen).toBe(93);
  });

  it('is empty once it was cleared, and counts on', () => {
    const traffic = new RecentTraffic(70);
    record(traffic, 1, range(0, 60));
    traffic.clear();
    expect(traffic.sequences).toEqual([]);
    record(traffic, 1, range(0, 65));
    expect(traffic.sequences.length).toBe(1);
    expect(traffic.rowsSeen).toBe(125);
  });

  it('does not get what was begun to be recorded before it was cleared', () => {
    const traffic = new RecentTraffic(70);
    const recorder = new SequenceRecorder(hiddenSize, traffic);
    recorder.begin(1);
    for (const position of range(0, 20)) recorder.read(position, new Float32Array(hiddenSize), 5);
    traffic.clear();
    for (const position of range(20, 40)) recorder.read(position, new Float32Array(hiddenSize), 5);
    recorder.end();
    expect(traffic.sequences).toEqual([]);
    record(traffic, 1, range(0, 20));
    expect(traffic.sequences.length).toBe(1);
  });

  it('comes out of a file as it went in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'traffic-'));
    const traffic = new RecentTraffic(1000);
    record(traffic, 10, range(0, 30));
    record(traffic, 3, range(0, 17));
    await writeTraffic(join(folder, 'traffic.bin'), traffic.sequences);
    const read: TrafficSequence[] = await readTraffic(join(folder, 'traffic.bin'));
    await rm(folder, { recursive: true });
    expect(read).toEqual(traffic.sequences);
  });
});
