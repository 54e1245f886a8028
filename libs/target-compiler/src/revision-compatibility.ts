import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';

import { TOKENIZER_FILE } from './compile-target.js';
import { readTargetManifest, type TargetManifest } from './manifest.js';

/**
 * Why the target in `nextFolder` cannot follow the one in `currentFolder` as a new revision of its weights, in one
 * sentence; undefined if it can. Everything but the weights must be the same: what was learnt about the tokens of one
 * revision, and the times of its steps, then hold for the next.
 */
export async function whyNotRevision(currentFolder: string, nextFolder: string): Promise<string | undefined> {
  const [current, next] = await Promise.all([
    readTargetManifest(currentFolder),
    readTargetManifest(nextFolder),
  ]);
  const difference = architectureDifference(current, next);
  if (difference !== undefined) return `The new weights have another architecture: ${difference}.`;
  if (current.profile !== next.profile) {
    return `The new weights are compiled with the profile ${next.profile}, the present ones with ${current.profile}.`;
  }
  const tokenizers = await Promise.all(
    [currentFolder, nextFolder].map((folder) => readFile(join(folder, TOKENIZER_FILE), 'utf8')),
  );
  if (tokenizers[0] !== tokenizers[1] || !isDeepStrictEqual(current.tokens, next.tokens)) {
    return 'The new weights have another tokenizer: their tokens mean something else.';
  }
  return undefined;
}

function architectureDifference(current: TargetManifest, next: TargetManifest): string | undefined {
  const keys = Object.keys(current.architecture) as (keyof TargetManifest['architecture'])[];
  const key = keys.find((name) => current.architecture[name] !== next.architecture[name]);
  return key === undefined
    ? undefined
    : `${key} is ${next.architecture[key]} instead of ${current.architecture[key]}`;
}
