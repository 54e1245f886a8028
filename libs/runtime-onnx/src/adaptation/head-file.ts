import { readFile, writeFile } from 'node:fs/promises';

import type { EmbeddingTable } from '../static/embedding-table.js';
import type { HeadLayout } from '../static/static-artifact.js';
import { quantize } from './weights-file.js';

const tokenBytes = 8;

/** The tokens that a head knows, in the order of its outputs. */
export async function readHeadTokens(
  path: string,
  { outputs, tokensOffset }: HeadLayout,
): Promise<Int32Array> {
  const bytes = await readFile(path);
  return Int32Array.from({ length: outputs }, (_, output) =>
    Number(bytes.readBigInt64LE(tokensOffset + tokenBytes * output)),
  );
}

/** A head of these tokens, `layout.outputs` of them: it is tied, so the target's embeddings are its columns. */
export async function writeHead(
  path: string,
  layout: HeadLayout,
  tokens: Int32Array,
  embeddings: EmbeddingTable,
): Promise<void> {
  const { inputs, outputs, tokensOffset } = layout;
  const bytes = Buffer.alloc(tokensOffset + tokenBytes * outputs);
  const matrix = new Float32Array(inputs * outputs);
  const column = new Float32Array(inputs);
  tokens.forEach((token, output) => {
    embeddings.write(token, column, 0);
    for (let input = 0; input < inputs; input++) matrix[input * outputs + output] = column[input]!;
    bytes.writeBigInt64LE(BigInt(token), tokensOffset + tokenBytes * output);
  });
  quantize(matrix, layout, bytes);
  await writeFile(path, bytes);
}
