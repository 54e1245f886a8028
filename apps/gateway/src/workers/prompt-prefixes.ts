import { createHash } from 'node:crypto';
import type { DecodeInput } from '@slipstream/contract';

/** Text prompts have no parts of their own; conversations that share less than this have little to share. */
const textPartLength = 1_024;
/** The longest prefixes say most, and a conversation's next turn shares all but the last. */
const prefixCountMax = 64;

/** Names for the beginnings of a prompt, the longest last: after each message, or each KiB of a text. */
export function prefixesOf(input: DecodeInput, scope: string): string[] {
  const hash = createHash('sha256').update(scope);
  const prefixes = partsOf(input).map((part) => {
    hash.update(`${part.length}:`).update(part);
    return hash.copy().digest('base64');
  });
  return prefixes.slice(-prefixCountMax);
}

function partsOf(input: DecodeInput): string[] {
  if (input.kind === 'chat') return input.messages.map((message) => JSON.stringify(message));
  const count = Math.floor(input.prompt.length / textPartLength);
  return Array.from({ length: count }, (_, index) =>
    input.prompt.slice(index * textPartLength, (index + 1) * textPartLength),
  );
}
