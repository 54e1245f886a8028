import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Architecture } from './architecture.js';
import { BLOCK_ELEMENTS } from './graph/embedding.js';
import type { ModelTensors } from './graph/model-tensors.js';
import type { TargetManifest } from './manifest.js';
import { bytesOf } from './onnx/tensor.js';
import { quantizeInt8Blocks } from './quantize/int8-rows.js';

const EMBEDDINGS_FILE = 'embeddings.bin';

/** Writes the token embeddings beside the graph, whose own table cannot be read from outside. */
export async function writeEmbeddings(
  tensors: ModelTensors,
  { vocabularySize, hiddenSize }: Architecture,
  folder: string,
): Promise<TargetManifest['embedding']> {
  const table = tensors.matrix('token_embd.weight', vocabularySize, hiddenSize);
  const { values, scales } = quantizeInt8Blocks(await table.load(), BLOCK_ELEMENTS);
  await writeFile(join(folder, EMBEDDINGS_FILE), Buffer.concat([bytesOf(values), bytesOf(scales)]), {
    flush: true,
  });
  return { file: EMBEDDINGS_FILE, rows: vocabularySize, columns: hiddenSize, blockSize: BLOCK_ELEMENTS };
}
