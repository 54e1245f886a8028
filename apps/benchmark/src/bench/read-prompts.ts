import { readFile } from 'node:fs/promises';

import { BadInput } from '../bad-input.js';
import type { Conversation } from './conversation.js';
import { limitPrompts, parsePrompts } from './parse-prompts.js';

export interface PromptsOptions {
  readonly prompts: string;
  readonly limit?: number;
}

/** Reads a prompts file, or as many of its lines as the limit allows, spread over its streams. */
export async function readPrompts({ prompts, limit }: PromptsOptions): Promise<Conversation[]> {
  const text = await readFile(prompts, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The prompts file ${prompts} cannot be read: ${error.code ?? error.message}.`);
  });
  const conversations = parsePrompts(text, prompts);
  return limit === undefined ? conversations : limitPrompts(conversations, limit);
}
