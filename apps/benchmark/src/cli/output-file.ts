import { writeFile } from 'node:fs/promises';

import { BadInput } from '../bad-input.js';

export function writeJson(path: string, value: unknown): Promise<void> {
  return writeOutput(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a file that the caller asked for by name. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The file ${path} cannot be written: ${error.code ?? error.message}.`);
  });
}
