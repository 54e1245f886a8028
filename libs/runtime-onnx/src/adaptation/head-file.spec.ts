import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EmbeddingTable } from '../static/embedding-table.js';
import type { HeadLayout } from '../static/static-artifact.js';
import { readHeadTokens, writeHead } from './head-file.js';

const vocabulary = 5;
const layout: HeadLayout = {
  file: 'head.bin',
  name: 'head',
  inputs: 4,
  outputs: 3,
  valuesOffset: 0,
  scalesOffset: 12,
  tokensOffset: 24,
};

describe('head file', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'head-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Token t has the embedding (t + 1) × (1, −2, 3, −4). */
  async function embeddings(): Promise<EmbeddingTable> {
    const values = Int8Array.from({ length: 4 * vocabulary }, (_, index) => [1, -2, 3, -4][index % 4]!);
    const scales = Float32Array.from({ length: vocabulary }, (_, token) => token + 1);
    await writeFile(
      join(folder, 'embeddings.bin'),
      Buffer.concat([Buffer.from(values.buffer), Buffer.from(scales.buffer)]),
    );
    return EmbeddingTable.read(folder, {
      file: 'embeddings.bin',
      rows: vocabulary,
      columns: 4,
      blockSize: 4,
    });
  }

  it('has the embedding of each token as a column, and tells the tokens', async () => {
    const path = join(folder, layout.file);
    await writeHead(path, layout, Int32Array.of(0, 2, 4), await embeddings());
    expect([...(await readHeadTokens(path, layout))]).toEqual([0, 2, 4]);
    const bytes = await readFile(path);
    [0, 2, 4].forEach((token, output) => {
      const scale = bytes.readFloatLE(layout.scalesOffset + 4 * output);
      [1, -2, 3, -4].forEach((value, input) => {
        const written = bytes.readInt8(input * layout.outputs + output) * scale;
        expect(Math.abs(written - value * (token + 1))).toBeLessThanOrEqual(scale / 2);
      });
    });
  });
});
