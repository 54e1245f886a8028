import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type * as RuntimeOnnx from '@slipstream/runtime-onnx';
import type {
  NeuralAdaptation,
  OnnxStaticSpeculator,
  RecentTraffic,
  StaticArtifact,
} from '@slipstream/runtime-onnx';
import { SeededRandom } from '@slipstream/testing';

/** As it was built: jobs are processes of their own. */
const runtime = (await import(resolve('libs/runtime-onnx/dist/index.js'))) as typeof RuntimeOnnx;

const artifacts = resolve('apps/speculator-trainer/artifacts');
const hiddenSize = 576;
const vocabularySize = 49_152;

let root: string;
let artifact: StaticArtifact;
/** Tokens that the speculator can draft. */
let headTokens: number[];
/** Of the artifact, and with one changed byte: a draft graph takes both. */
let layers: { readonly weights: Uint8Array; readonly head: Uint8Array }[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'neural-adaptation-'));
  // A target that the shipped artifact was trained with, as far as its drafts are concerned; the embeddings are made up.
  const shipped = JSON.parse(
    await readFile(join(artifacts, 'smollm2-135m-instruct', 'manifest.json'), 'utf8'),
  ) as { target: { ggufSha256: string } };
  const embedding = { file: 'embedding.bin', rows: vocabularySize, columns: hiddenSize, blockSize: 32 };
  const { ggufSha256 } = shipped.target;
  await mkdir(join(root, 'target'));
  await writeFile(join(root, 'target', 'manifest.json'), JSON.stringify({ ggufSha256, embedding }));
  const valueCount = vocabularySize * hiddenSize;
  await writeFile(join(root, 'target', 'embedding.bin'), Buffer.alloc(valueCount + valueCount / 8, 1));
  artifact = (await runtime.findStaticArtifact(artifacts, join(root, 'target')))!;
  const [weights, head] = await Promise.all(
    [artifact.manifest.weights!.file, artifact.manifest.head!.file].map((file) =>
      readFile(join(artifact.folder, file)),
    ),
  );
  const { tokensOffset, outputs } = artifact.manifest.head!;
  headTokens = Array.from({ length: outputs }, (_, index) =>
    Number(head!.readBigInt64LE(tokensOffset + 8 * index)),
  );
  const changed = Buffer.from(weights!);
  changed[0]! ^= 1;
  layers = [
    { weights: weights!, head: head! },
    { weights: changed, head: head! },
  ];
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('a layer that is adapted', () => {
  let traffic: RecentTraffic;
  let speculator: OnnxStaticSpeculator;
  let adaptation: NeuralAdaptation;
  const failures: Error[] = [];
  /** How often a job asked whether requests are decoded. */
  let asked: number;
  const workFolder = (): string => join(root, 'work');

  beforeEach(async () => {
    failures.length = 0;
    asked = 0;
    traffic = new runtime.RecentTraffic(4096);
    speculator = await runtime.openStaticSpeculator(artifact, { threads: 1, traffic });
    await mkdir(workFolder(), { recursive: true });
    await writeFile(join(workFolder(), 'traffic.bin'), 'of a process that was killed');
    adaptation = new runtime.NeuralAdaptation({
      artifact,
      targetFolder: join(root, 'target'),
      workFolder: workFolder(),
      speculator,
      traffic,
      costs: () => ({ row: 0.05, call: 0.04, token: 0.02 }),
      isBusy: () => ++asked % 2 === 0,
      onFailure: (cause) => failures.push(cause),
    });
  });

  afterEach(async () => {
    await adaptation.close();
    await speculator.close();
  });

  /** Answers enough for a job to begin. */
  function decode(): void {
    const random = new SeededRandom(1);
    for (let answer = 0; answer < 6; answer++) {
      const lane = speculator.open(1, 'on');
      for (let position = 0; position < 200; position++) {
        const hidden = Float32Array.from({ length: hiddenSize }, () => random.next() - 0.5);
        lane.read(position, hidden, random.below(vocabularySize));
      }
      lane.close();
    }
  }

  async function drafts(): Promise<number[]> {
    const lane = speculator.open(1, 'off');
    lane.read(0, new Float32Array(hiddenSize).fill(0.1), 5);
    await speculator.draft([lane], { lookahead: 4, survivalMin: 0 });
    const tokens = Array.from(lane.tokens.subarray(0, lane.length));
    lane.close();
    return tokens;
  }

  it('is saved as it was restored, however often that was done', async () => {
    expect(await adaptation.saveLayer()).toBeUndefined();
    for (const layer of [layers[1]!, layers[0]!, layers[1]!]) {
      await adaptation.restoreLayer(layer);
      const saved = await adaptation.saveLayer();
      expect(Buffer.from(saved!.weights).equals(layer.weights)).toBe(true);
      expect(await drafts()).toHaveLength(4);
    }
    expect(await readdir(workFolder())).toHaveLength(1);
    await adaptation.forget();
    expect(await adaptation.saveLayer()).toBeUndefined();
    expect(await readdir(workFolder())).toEqual([]);
  });

  it('stays when another one is refused', async () => {
    await adaptation.restoreLayer(layers[1]!);
    const before = await drafts();
    const torn = { weights: layers[0]!.weights.subarray(0, 100), head: layers[0]!.head };
    await expect(adaptation.restoreLayer(torn)).rejects.toThrow(runtime.LayerRefused);
    expect(Buffer.from((await adaptation.saveLayer())!.weights).equals(layers[1]!.weights)).toBe(true);
    expect(await drafts()).toEqual(before);
    expect(await readdir(workFolder())).toHaveLength(1);
  });

  it('begins with nothing of what a killed process left behind', async () => {
    expect(await readdir(root)).not.toContain('work');
  });

  it.each([
    ['the target has other weights', () => adaptation.noteRevision()],
    ['all is to be forgotten', () => adaptation.forget()],
    ['another layer is restored', () => adaptation.restoreLayer(layers[1]!)],
  ])('is not replaced by a job that began before %s', async (_event, happen) => {
    decode();
    await happen();
    const adopted = adaptation.adoptionCount;
    await adaptation.settled();
    expect(adaptation.adoptionCount).toBe(adopted);
    expect(failures).toEqual([]);
    expect((await readdir(workFolder()).catch(() => [])).length).toBeLessThanOrEqual(1);
  });

  it('is what a job makes of traffic that repeats itself', async () => {
    const random = new SeededRandom(2);
    const phrase = Array.from({ length: 20 }, () => ({
      hidden: Float32Array.from({ length: hiddenSize }, () => random.next() - 0.5),
      token: random.pick(headTokens),
    }));
    for (let answer = 0; answer < 8; answer++) {
      const lane = speculator.open(1, 'on');
      for (let position = 0; position < 200; position++) {
        const { hidden, token } = phrase[position % phrase.length]!;
        lane.read(position, hidden, token);
      }
      lane.close();
    }
    await adaptation.settled();
    expect(asked).toBeGreaterThan(0);
    expect(adaptation.adoptionCount).toBe(1);
    expect(await readdir(workFolder())).toHaveLength(1);
    expect((await readdir(join(workFolder(), '1'))).sort()).toEqual(
      [artifact.manifest.head!.file, artifact.manifest.weights!.file, 'speculator.onnx'].sort(),
    );
  }, 120_000);
});
