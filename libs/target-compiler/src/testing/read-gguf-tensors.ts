import { GgufFile } from '../gguf/gguf-file.js';

/** All tensors of a file as float32, by name. */
export async function readGgufTensors(path: string): Promise<ReadonlyMap<string, Float32Array>> {
  const gguf = await GgufFile.open(path);
  try {
    const tensors = new Map<string, Float32Array>();
    for (const [name, info] of gguf.header.tensors) tensors.set(name, await gguf.readTensor(info));
    return tensors;
  } finally {
    await gguf.close();
  }
}
