import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findStaticArtifact } from './static-artifact.js';

const graph = Buffer.from('a graph');
const manifest = {
  formatVersion: 3,
  architecture: 'mlp-layer',
  target: { ggufSha256: 'abc', hiddenSize: 2 },
  sha256: { 'speculator.onnx': createHash('sha256').update(graph).digest('hex') },
};

describe('findStaticArtifact', () => {
  let root: string;
  const refusals: string[] = [];
  const find = async (written: string | undefined, files: Record<string, Buffer> = {}) => {
    const folder = join(root, 'artifacts', 'one');
    await mkdir(folder, { recursive: true });
    if (written !== undefined) await writeFile(join(folder, 'manifest.json'), written);
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    return findStaticArtifact(join(root, 'artifacts'), join(root, 'target'), (_folder, reason) =>
      refusals.push(reason),
    );
  };

  beforeEach(async () => {
    refusals.length = 0;
    root = await mkdtemp(join(tmpdir(), 'static-artifact-'));
    await mkdir(join(root, 'target'));
    const embedding = { file: 'embedding.bin', rows: 1, columns: 2, blockSize: 2 };
    await writeFile(join(root, 'target', 'manifest.json'), JSON.stringify({ ggufSha256: 'abc', embedding }));
    await writeFile(join(root, 'target', 'embedding.bin'), Buffer.alloc(2 + 4));
  });

  afterEach(() => rm(root, { recursive: true }));

  it('finds the one that was trained with the target', async () => {
    const found = await find(JSON.stringify(manifest), { 'speculator.onnx': graph });
    expect(found?.manifest.target.hiddenSize).toBe(2);
    expect(refusals).toEqual([]);
  });

  it('passes over those of other targets, and folders without one, in silence', async () => {
    expect(await find(undefined)).toBeUndefined();
    const other = { ...manifest, target: { ...manifest.target, ggufSha256: 'other' } };
    expect(await find(JSON.stringify(other))).toBeUndefined();
    expect(refusals).toEqual([]);
  });

  it.each([
    ['{"formatVersion": 3', {}, /^its manifest\.json: /],
    [
      JSON.stringify({ ...manifest, formatVersion: 2 }),
      {},
      /^it has format 2, this version reads 3: export it again$/,
    ],
    [
      JSON.stringify({ ...manifest, architecture: 'eagle' }),
      {},
      /^its architecture is eagle, replicas run mlp-layer only$/,
    ],
    [JSON.stringify(manifest), {}, /^speculator\.onnx is missing$/],
    [JSON.stringify(manifest), { 'speculator.onnx': Buffer.from('another') }, /^speculator\.onnx is damaged/],
  ])('says why it does not take one that is of no use (%#)', async (written, files, reason) => {
    expect(await find(written, files)).toBeUndefined();
    expect(refusals).toEqual([expect.stringMatching(reason)]);
  });
});
