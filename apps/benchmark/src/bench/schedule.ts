import type { BenchRequest, Conversation } from './conversation.js';

/**
 * Waves of concurrent requests hold this many times the concurrency: long enough that the last ones, which run with
 * lanes empty, weigh little, short enough that the arms still take turns many times.
 */
const waveFactor = 4;

/** Requests that one arm answers before the next arm has its turn with the same ones. */
export type Round = readonly BenchRequest[];

/** Streams in the order of their first line. */
export function groupByStream(conversations: readonly Conversation[]): Map<string, Conversation[]> {
  const streams = new Map<string, Conversation[]>();
  for (const conversation of conversations) {
    const group = streams.get(conversation.stream);
    if (group === undefined) streams.set(conversation.stream, [conversation]);
    else group.push(conversation);
  }
  return streams;
}

/** Rounds of one stream, in its order: one request each, or with a wave of lines the same turn of all of them. */
export function roundsOf(
  conversations: readonly Conversation[],
  concurrency: number,
  waveLength = concurrency === 1 ? 1 : concurrency * waveFactor,
): Round[] {
  const rounds: Round[] = [];
  for (let first = 0; first < conversations.length; first += waveLength) {
    const wave = conversations.slice(first, first + waveLength);
    const turnCount = Math.max(...wave.map(({ turns }) => turns.length));
    for (let turn = 0; turn < turnCount; turn++) {
      const speaking = wave.filter(({ turns }) => turn < turns.length);
      rounds.push(speaking.map((conversation) => ({ conversation, turn })));
    }
  }
  return rounds;
}

/** The arms with another one first in each round: what the machine does to the first falls on all alike. */
export function armOrder<Arm>(arms: readonly Arm[], roundIndex: number): Arm[] {
  const first = roundIndex % arms.length;
  return [...arms.slice(first), ...arms.slice(0, first)];
}
