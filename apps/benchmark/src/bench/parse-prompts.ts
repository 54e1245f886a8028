import type { ChatMessage } from '@slipstream/tokenizer';

import { BadInput } from '../bad-input.js';
import type { Conversation } from './conversation.js';
import { specBenchTask } from './spec-bench-task.js';

const defaultStream = 'default';

/**
 * Reads a prompts file: a line is `{"stream": …, "prompt": …}`, or has `"messages"` (a chat that ends with what is to
 * be answered) or `"turns"` (all user turns of one chat) in place of `prompt`. Lines of Spec-Bench's `question.jsonl` have
 * a `"category"` in place of a stream. Other fields are ignored.
 */
export function parsePrompts(text: string, path: string): Conversation[] {
  const conversations: Conversation[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() !== '') conversations.push(parseLine(line, { path, lineNumber: index + 1 }));
  });
  if (conversations.length === 0) throw new BadInput(`${path} has no prompts.`);
  return conversations;
}

/** At most `limit` lines, spread evenly over the streams: in each the first ones, in the order of the file. */
export function limitPrompts(conversations: readonly Conversation[], limit: number): Conversation[] {
  const rank = new Map<Conversation, number>();
  const counts = new Map<string, number>();
  for (const conversation of conversations) {
    const count = counts.get(conversation.stream) ?? 0;
    rank.set(conversation, count);
    counts.set(conversation.stream, count + 1);
  }
  const kept = [...conversations].sort((a, b) => rank.get(a)! - rank.get(b)!).slice(0, limit);
  return kept.sort((a, b) => a.lineNumber - b.lineNumber);
}

interface Place {
  readonly path: string;
  readonly lineNumber: number;
}

function parseLine(line: string, place: Place): Conversation {
  const value = parseJson(line, place);
  const { stream = specBenchTask(value['category']) ?? defaultStream } = value;
  if (typeof stream !== 'string' || stream === '') throw complaint(place, '"stream" must be a name');
  return { stream, lineNumber: place.lineNumber, turns: parseTurns(value, place) };
}

function parseJson(line: string, place: Place): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw complaint(place, `not JSON (${(error as Error).message})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw complaint(place, 'not a JSON object');
  return value as Record<string, unknown>;
}

function parseTurns(value: Record<string, unknown>, place: Place): readonly (readonly ChatMessage[])[] {
  const given = ['prompt', 'messages', 'turns'].filter((name) => value[name] !== undefined);
  if (given.length !== 1) throw complaint(place, 'exactly one of "prompt", "messages" and "turns" is needed');
  const { prompt, messages, turns } = value;
  if (prompt !== undefined) return [[userMessage(prompt, '"prompt"', place)]];
  if (messages !== undefined) return [parseMessages(messages, place)];
  if (!Array.isArray(turns) || turns.length === 0)
    throw complaint(place, '"turns" must be a list of user turns');
  return turns.map((turn: unknown, index) => [userMessage(turn, `"turns"[${index}]`, place)]);
}

function userMessage(content: unknown, name: string, place: Place): ChatMessage {
  if (typeof content !== 'string' || content === '')
    throw complaint(place, `${name} must be a text that is not empty`);
  return { role: 'user', content };
}

function parseMessages(messages: unknown, place: Place): ChatMessage[] {
  if (!Array.isArray(messages) || messages.length === 0)
    throw complaint(place, '"messages" must be a list of messages');
  return messages.map((message: unknown, index) => {
    const { role, content } = (message ?? {}) as Record<string, unknown>;
    if (typeof role !== 'string' || typeof content !== 'string') {
      throw complaint(place, `"messages"[${index}] needs "role" and "content", both texts`);
    }
    return { role, content };
  });
}

function complaint({ path, lineNumber }: Place, problem: string): BadInput {
  return new BadInput(`${path}, line ${lineNumber}: ${problem}.`);
}
