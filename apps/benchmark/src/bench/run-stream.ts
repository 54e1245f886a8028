import { performance } from 'node:perf_hooks';

import { uniformFrom } from '@slipstream/decode';
import type { ChatMessage } from '@slipstream/tokenizer';

import type { Answer, Answerer } from '../engine/answer.js';
import type { BenchRequest, Conversation } from './conversation.js';
import { armOrder, roundsOf, type Round } from './schedule.js';

export interface RunOptions {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  readonly concurrency: number;
  /** Lines of the stream that an arm answers in one turn; one by default, with concurrency four times as many. */
  readonly linesPerTurn?: number;
  /** Called for each answer of each arm. */
  readonly onAnswer: () => void;
}

export interface RequestResult {
  readonly request: BenchRequest;
  /** Undefined when the conversation no longer fits the context, which is so in all arms alike. */
  readonly answer: Answer | undefined;
}

/** What one arm did in one round. */
export interface RoundResult {
  /** Wall time of the round: with one request at a time, the time of that request. */
  readonly ms: number;
  readonly results: readonly RequestResult[];
}

/** By arm, in the order in which the arms were given. */
export type StreamResult = ReadonlyMap<string, readonly RoundResult[]>;

/**
 * All rounds of one stream, in its order, the arms taking turns. The first arm's answers are what later turns of a
 * conversation are asked after, so that all arms read the same prompts.
 */
export async function runStream(
  arms: readonly Answerer[],
  conversations: readonly Conversation[],
  options: RunOptions,
): Promise<StreamResult> {
  const rounds = new Map(arms.map(({ name }): [string, RoundResult[]] => [name, []]));
  const chats = new Chats();
  const schedule = roundsOf(conversations, options.concurrency, options.linesPerTurn);
  for (const [index, round] of schedule.entries()) {
    chats.ask(round);
    for (const arm of armOrder(arms, index)) {
      rounds.get(arm.name)!.push(await runRound(arm, round, chats, options));
      await arm.rest?.();
    }
    chats.tell(rounds.get(arms[0]!.name)!.at(-1)!);
  }
  return rounds;
}

/** Keeps as many requests in flight as the concurrency says until the round is done. */
async function runRound(
  arm: Answerer,
  round: Round,
  chats: Chats,
  options: RunOptions,
): Promise<RoundResult> {
  const startedMs = performance.now();
  const results: RequestResult[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < round.length) {
      const index = next++;
      const request = round[index]!;
      const answer = await arm.answer(chats.of(request), {
        maxTokens: options.maxTokens,
        temperature: options.temperature,
        seed: requestSeed(options.seed, request),
      });
      results[index] = { request, answer };
      options.onAnswer();
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  return { ms: performance.now() - startedMs, results };
}

/** The conversations so far. */
class Chats {
  private readonly messages = new Map<Conversation, ChatMessage[]>();

  of({ conversation }: BenchRequest): readonly ChatMessage[] {
    return this.messages.get(conversation) ?? [];
  }

  ask(round: Round): void {
    for (const request of round) {
      const asked = request.conversation.turns[request.turn]!;
      this.messages.set(request.conversation, [...this.of(request), ...asked]);
    }
  }

  tell({ results }: RoundResult): void {
    for (const { request, answer } of results) {
      if (answer === undefined) continue;
      const told = { role: 'assistant', content: answer.text };
      this.messages.set(request.conversation, [...this.of(request), told]);
    }
  }
}

/** A seed for each request of a run, the same in all arms. */
function requestSeed(seed: number, { conversation, turn }: BenchRequest): number {
  const place = Math.imul(conversation.lineNumber * 64 + turn + 1, 0x9e3779b1);
  return Math.floor(uniformFrom(seed + place)() * 2 ** 32);
}
