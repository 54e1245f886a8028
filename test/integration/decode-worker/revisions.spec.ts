import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compileTarget } from '@slipstream/target-compiler';
import { tinyGguf, type TinyModelOptions } from '@slipstream/target-compiler/testing';

import { type DecodeStream, fingerprintOf, sampledWith, textOf } from '../support/decode-stream.js';
import { WorkerProcess } from './support/worker-process.js';

const minute = 60_000;
const streamCount = 3;
/** Long enough that the streams outlast the opening and checking of a revision. */
const longAnswer = { maxTokens: 4_000 };

let folder: string;
const running: WorkerProcess[] = [];

beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'slipstream-revisions-'))));
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())), minute);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compile(options: TinyModelOptions): Promise<string> {
  const ggufPath = join(folder, `${options.seed}-${options.layerCount ?? 2}.gguf`);
  await writeFile(ggufPath, tinyGguf({ contextLength: 8_192, ...options }));
  return (await compileTarget({ ggufPath, targetsFolder: folder, profile: 'int8-row' })).folder;
}

async function start(targetFolder: string): Promise<WorkerProcess> {
  const worker = await WorkerProcess.start(targetFolder, folder);
  running.push(worker);
  return worker;
}

async function streamsOf(worker: WorkerProcess): Promise<DecodeStream[]> {
  const streams = Array.from({ length: streamCount }, (_, seed) =>
    worker.decode({ ...sampledWith(seed), ...longAnswer }),
  );
  await Promise.all(streams.map(({ begun }) => begun));
  return streams;
}

it(
  'takes new weights while streams run: these end as if nothing had happened, new requests get the new weights',
  async () => {
    const [first, second] = [await compile({ seed: 1 }), await compile({ seed: 2 })];
    const undisturbed = await start(first);
    const expected = await Promise.all((await streamsOf(undisturbed)).map(({ ended }) => ended));
    const expectedAfter = await (await start(second)).decode(sampledWith(9)).ended;

    const worker = await start(first);
    const before = await worker.decode(sampledWith(9)).ended;
    const streams = await streamsOf(worker);
    const revised = await worker.post('/internal/revisions', { targetFolder: second });
    const runningAtSwitch = streams.filter(({ events }) => events.every(({ type }) => type !== 'finish'));
    // The same prompt was cached under the old weights; its keys and values must not serve the new ones.
    const after = await worker.decode(sampledWith(9)).ended;

    expect(revised.status).toBe(200);
    expect(runningAtSwitch).toHaveLength(streamCount);
    const ended = await Promise.all(streams.map((stream) => stream.ended));
    expect(ended.map(textOf)).toEqual(expected.map(textOf));
    expect(ended.map((events) => events.at(-2))).toEqual(expected.map((events) => events.at(-2)));
    expect(textOf(after)).toBe(textOf(expectedAfter));
    expect(textOf(after)).not.toBe(textOf(before));
    expect(await revised.json()).toEqual({ fingerprint: fingerprintOf(after) });
    expect(fingerprintOf(after)).toBe(fingerprintOf(expectedAfter));
    expect(fingerprintOf(after)).not.toBe(fingerprintOf(before));
  },
  2 * minute,
);

it(
  'refuses weights of another architecture and what is no target, and goes on with what it has',
  async () => {
    const first = await compile({ seed: 1 });
    const worker = await start(first);
    const before = await worker.decode(sampledWith(9)).ended;
    const revise = async (targetFolder: string, bearer?: string): Promise<[number, string]> => {
      const response = await worker.post('/internal/revisions', { targetFolder }, bearer);
      return [response.status, ((await response.json()) as { message: string }).message];
    };
    expect(await revise(await compile({ seed: 1, layerCount: 1 }))).toEqual([
      422,
      'The new weights have another architecture: layerCount is 1 instead of 2.',
    ]);
    expect(await revise(join(folder, 'nowhere'))).toEqual([
      422,
      expect.stringMatching(/is not a compiled target/) as string,
    ]);
    expect(await revise(first, 'another-token')).toEqual([401, expect.any(String) as string]);
    expect(await worker.post('/internal/revisions', { folder: first })).toMatchObject({ status: 400 });
    const after = await worker.decode(sampledWith(9)).ended;
    expect([textOf(after), fingerprintOf(after)]).toEqual([textOf(before), fingerprintOf(before)]);
  },
  minute,
);

it(
  'serves many revisions one after another',
  async () => {
    const worker = await start(await compile({ seed: 1 }));
    const fingerprints = new Set<string | undefined>();
    for (const seed of [2, 3, 4, 1]) {
      const targetFolder = await compile({ seed });
      expect(await worker.post('/internal/revisions', { targetFolder })).toMatchObject({ status: 200 });
      fingerprints.add(fingerprintOf(await worker.decode(sampledWith(5)).ended));
    }
    expect(fingerprints.size).toBe(4);
  },
  minute,
);
