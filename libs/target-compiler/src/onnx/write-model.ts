import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel } from './encode-model.js';
import { placeWeights, SequentialFile } from './external-data.js';
import type { Graph } from './graph-builder.js';

export const MODEL_FILE = 'model.onnx';
export const WEIGHTS_FILE = 'model.onnx.data';

/**
 * Writes a graph as `model.onnx` with its weights beside it, making one group of weights at a time.
 *
 * @returns the SHA-256 of both files one after the other, which names the computation exactly.
 */
export async function writeModel(
  graph: Graph,
  folder: string,
  onWeightBytes: (doneBytes: number) => void,
): Promise<string> {
  const places = placeWeights(graph.weights);
  const model = encodeModel(graph, [...places.values()], WEIGHTS_FILE);
  await writeFile(join(folder, MODEL_FILE), model, { flag: 'wx', flush: true });

  const hash = createHash('sha256').update(model);
  const handle = await open(join(folder, WEIGHTS_FILE), 'wx');
  try {
    const file = new SequentialFile(handle, (bytes) => hash.update(bytes));
    let doneBytes = 0;
    for (const group of graph.weights) {
      const contents = await group.produce();
      for (const [index, { name }] of group.tensors.entries()) {
        const place = places.get(name);
        const content = contents[index];
        if (content.byteLength !== place?.byteLength) throw new Error(`weight ${name} has the wrong length`);
        await file.writeAt(place.offset, content);
        doneBytes += content.byteLength;
      }
      onWeightBytes(doneBytes);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
