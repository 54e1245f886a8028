import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileTarget } from './compile-target.js';
import { readTargetManifest } from './manifest.js';
import { profiles } from './profile.js';
import { tinyGguf, type TinyModelOptions } from './testing/index.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'target-compiler-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function compile(gguf: Uint8Array, profile: (typeof profiles)[number] = 'int8-row') {
  const ggufPath = join(folder, 'model.gguf');
  await writeFile(ggufPath, gguf);
  const progress: number[] = [];
  const onProgress = ({ doneBytes, totalBytes }: { doneBytes: number; totalBytes: number }) =>
    void progress.push(doneBytes / totalBytes);
  const target = await compileTarget({
    ggufPath,
    targetsFolder: join(folder, 'targets'),
    profile,
    onProgress,
  });
  return { target, progress };
}

const refusal = async (gguf: Uint8Array): Promise<string> => {
  const error = await compile(gguf).catch((reason: unknown) => reason);
  expect(await readdir(join(folder, 'targets')).catch(() => [])).toEqual([]);
  return error instanceof Error ? error.message : `no error, but ${String(error)}`;
};
const refusalOf = (options: Omit<TinyModelOptions, 'seed'>) => refusal(tinyGguf({ seed: 1, ...options }));

describe('compileTarget', () => {
  it.each(profiles)(
    'writes a whole target and its manifest in profile %s, with progress to the end',
    async (profile) => {
      const { target, progress } = await compile(tinyGguf({ seed: 1 }), profile);
      expect((await readdir(target.folder)).sort()).toEqual([
        'embeddings.bin',
        'manifest.json',
        'model.onnx',
        'model.onnx.data',
        'tokenizer.json',
      ]);
      expect(await readTargetManifest(target.folder)).toEqual(target.manifest);
      expect(target.manifest).toMatchObject({
        name: 'tiny',
        profile,
        blockSize: 64,
        tokens: { eos: 2, stop: [0, 2] },
      });
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBe(1);
      expect(await readdir(join(folder, 'targets'))).toHaveLength(1);
    },
  );

  it('makes the same graph from the same file, to the last byte', async () => {
    const first = await compile(tinyGguf({ seed: 1 }));
    await rm(first.target.folder, { recursive: true });
    const second = await compile(tinyGguf({ seed: 1 }));
    expect(second.target.manifest).toEqual(first.target.manifest);
  });

  it('finds the target made before', async () => {
    const first = await compile(tinyGguf({ seed: 1 }));
    const second = await compile(tinyGguf({ seed: 1 }));
    expect(second.target).toEqual(first.target);
    expect(second.progress).toEqual([]);
  });

  it('throws away what a process left that died while it wrote', async () => {
    const { target } = await compile(tinyGguf({ seed: 1 }));
    await rm(target.folder, { recursive: true });
    // No process has this id: it is above the largest that systems give.
    await mkdir(`${target.folder}.part-99999999`);
    await compile(tinyGguf({ seed: 1 }));
    expect(await readdir(join(folder, 'targets'))).toHaveLength(1);
  });

  it('gives two processes’ worth of compilers one target', async () => {
    const { target } = await compile(tinyGguf({ seed: 1 }));
    const again = await Promise.all([compile(tinyGguf({ seed: 1 })), compile(tinyGguf({ seed: 1 }))]);
    expect(again.map(({ target: { folder: place } }) => place)).toEqual([target.folder, target.folder]);
  });

  it('names a damaged target', async () => {
    const { target } = await compile(tinyGguf({ seed: 1 }));
    await writeFile(join(target.folder, 'manifest.json'), '{"formatVersion": 99}');
    await expect(readTargetManifest(target.folder)).rejects.toThrow('damaged or of another version');
  });
});

describe('a file that cannot be compiled', () => {
  const whole = tinyGguf({ seed: 1 });

  it('is named when it is missing', async () => {
    const options = { ggufPath: join(folder, 'none.gguf'), targetsFolder: folder, profile: 'fp32' } as const;
    await expect(compileTarget(options)).rejects.toThrow(/none\.gguf cannot be read/);
  });

  it('says so when it is no GGUF', async () => {
    expect(await refusal(Buffer.from('<html>not found</html>'))).toContain('not a GGUF file');
    expect(await refusal(Buffer.alloc(0))).toContain('not a GGUF file');
  });

  it('says so wherever it is cut off, in one line', async () => {
    for (const length of [6, 20, 30, 100, 3_000, 5_000, whole.length / 2, whole.length - 40].map(
      Math.floor,
    )) {
      const message = await refusal(whole.subarray(0, length));
      expect(message).toMatch(/truncated|ends|longer than|more than the file/);
      expect(message).not.toContain('\n');
    }
  });

  it.each<[string, Omit<TinyModelOptions, 'seed'>, string]>([
    [
      'another architecture',
      { metadata: { 'general.architecture': { kind: 'text', value: 'mamba' } } },
      '"mamba"',
    ],
    ['experts', { metadata: { 'llama.expert_count': { kind: 'count', value: 8 } } }, 'mixture of experts'],
    [
      'scaled positions',
      { metadata: { 'llama.rope.scaling.type': { kind: 'text', value: 'yarn' } } },
      '"yarn"',
    ],
    ['heads that do not divide', { headCount: 4, kvHeadCount: 3 }, 'tensor|heads'],
    [
      'another tokenizer',
      { metadata: { 'tokenizer.ggml.model': { kind: 'text', value: 'llama' } } },
      'byte-level BPE',
    ],
    ['unknown words', { metadata: { 'tokenizer.ggml.pre': { kind: 'text', value: 'tekken' } } }, '"tekken"'],
    [
      'a wrong type',
      { metadata: { 'llama.block_count': { kind: 'text', value: 'two' } } },
      'not a whole number',
    ],
    [
      'a tensor of another shape',
      { tensors: { 'output_norm.weight': { type: 'F32', dims: [32], bytes: new Uint8Array(128) } } },
      'has the shape 32 in place of 64',
    ],
    [
      'a tensor it has no place for',
      { tensors: { 'blk.0.attn_q.bias': { type: 'F32', dims: [64], bytes: new Uint8Array(256) } } },
      '"blk.0.attn_q.bias"',
    ],
    [
      'weights that are no numbers',
      {
        tensors: { 'output_norm.weight': { type: 'F32', dims: [64], bytes: new Uint8Array(256).fill(255) } },
      },
      'not finite',
    ],
  ])('is refused for %s', async (_, options, reason) => {
    expect(await refusalOf(options)).toMatch(new RegExp(reason, 'i'));
  });

  it('is refused for a quantization that is not read, by its name', async () => {
    const bytes = Buffer.from(tinyGguf({ seed: 1 }));
    const name = bytes.indexOf('output_norm.weight');
    // After the name: the number of dimensions, one dimension, the type.
    bytes.writeUInt32LE(11, name + 'output_norm.weight'.length + 4 + 8);
    expect(await refusal(bytes)).toContain('stored as Q3_K');
  });
});
