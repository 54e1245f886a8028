import { open, readFile } from 'node:fs/promises';

import type { TrafficSequence } from './recent-traffic.js';

interface SequenceHeader {
  readonly length: number;
  readonly hiddenSize: number;
}

/**
 * Sequences on their way to the background job: a line of JSON that describes them, then of each its tokens (int32)
 * and hidden states (float32). Written buffer by buffer, off the thread that decodes.
 */
export async function writeTraffic(path: string, sequences: readonly TrafficSequence[]): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    const headers = sequences.map(({ length, hidden }): SequenceHeader => ({
      length,
      hiddenSize: hidden.length / length,
    }));
    await file.write(`${JSON.stringify(headers)}\n`);
    for (const { nextTokens, hidden } of sequences) {
      await file.write(nextTokens);
      await file.write(hidden);
    }
  } finally {
    await file.close();
  }
}

export async function readTraffic(path: string): Promise<TrafficSequence[]> {
  const bytes = await readFile(path);
  const headerEnd = bytes.indexOf('\n');
  const headers = JSON.parse(bytes.toString('utf8', 0, headerEnd)) as SequenceHeader[];
  let offset = headerEnd + 1;
  // A copy is aligned, wherever the values lie in the file.
  const take = (count: number): ArrayBuffer => {
    const copy = new ArrayBuffer(4 * count);
    bytes.copy(new Uint8Array(copy), 0, offset, (offset += 4 * count));
    return copy;
  };
  return headers.map(({ length, hiddenSize }) => {
    const nextTokens = new Int32Array(take(length));
    return { length, nextTokens, hidden: new Float32Array(take(length * hiddenSize)) };
  });
}
