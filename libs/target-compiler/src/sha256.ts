import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UnreadableModel } from './errors.js';

/** @throws UnreadableModel when the file cannot be read to its end. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 4 << 20 }), hash);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableModel(`The model file ${path} cannot be read: ${reason}.`, { cause });
  }
  return hash.digest('hex');
}
