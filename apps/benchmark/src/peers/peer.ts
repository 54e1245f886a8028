import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { ChatMessage } from '@slipstream/tokenizer';

import type { OpenArms } from '../bench/measure-streams.js';
import { BadInput } from '../bad-input.js';
import type { Answer, Answerer, AnswerOptions } from '../engine/answer.js';
import { Arm, renderPrompt } from '../engine/arm.js';
import type { OpenModel } from '../engine/open-model.js';
import { peerArmName } from './peer-arm-name.js';
import {
  peerModes,
  type PeerMode,
  type PeerReply,
  type PeerRequest,
  type PeerScores,
  type PeerSettings,
} from './peer-messages.js';

/** Prompts that do not fit are skipped in all arms alike. */
const answerContextLength = 4096;

const program = fileURLToPath(new URL('./peer-process.js', import.meta.url));

/** llama.cpp on the same GGUF, in its own process. */
export class Peer {
  private constructor(private readonly child: ChildProcess) {}

  static async start(
    model: OpenModel,
    moduleUrl: string,
    contextLength = answerContextLength,
  ): Promise<Peer> {
    const settings: PeerSettings = {
      moduleUrl,
      ggufPath: model.ggufPath,
      threads: model.threads,
      contextLength,
      stopTokens: [...model.stopTokens],
    };
    const child = fork(program, [JSON.stringify(settings)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const peer = new Peer(child);
    await peer.reply();
    return peer;
  }

  async ask(
    request: Extract<PeerRequest, { kind: 'answer' }>,
  ): Promise<Extract<PeerReply, { kind: 'answer' }>['answer']> {
    const reply = await this.exchange(request);
    if (reply.kind !== 'answer') throw new Error(`the peer replied with '${reply.kind}'`);
    return reply.answer;
  }

  async score(tokens: readonly number[]): Promise<PeerScores> {
    const reply = await this.exchange({ kind: 'score', tokens });
    if (reply.kind !== 'scores') throw new Error(`the peer replied with '${reply.kind}'`);
    return reply.scores;
  }

  close(): void {
    this.child.disconnect();
  }

  private exchange(request: PeerRequest): Promise<PeerReply> {
    const reply = this.reply();
    this.child.send(request);
    return reply;
  }

  private async reply(): Promise<PeerReply> {
    const ended = new AbortController();
    try {
      const [reply] = (await Promise.race([
        once(this.child, 'message', { signal: ended.signal }),
        once(this.child, 'exit', { signal: ended.signal }).then(([code]) => {
          throw new BadInput(`node-llama-cpp ended with code ${String(code)}.`);
        }),
      ])) as [PeerReply];
      if (reply.kind === 'failed') throw new BadInput(`node-llama-cpp failed: ${reply.message}`);
      return reply;
    } finally {
      ended.abort();
    }
  }
}

/** Ours, plain and at their best, and the peer's ways of decoding. */
export function peerArmOpener(peer: Peer, model: OpenModel): OpenArms {
  return () =>
    Promise.resolve([
      ...(['none', 'auto'] as const).map((name) => new Arm(name, model)),
      ...peerModes.map((mode) => new PeerArm(peer, mode, model)),
    ]);
}

/** One of the peer's ways of decoding, measured like ours. */
export class PeerArm implements Answerer {
  readonly name: string;

  constructor(
    private readonly peer: Peer,
    private readonly mode: PeerMode,
    private readonly model: OpenModel,
  ) {
    this.name = peerArmName(mode);
  }

  answer(messages: readonly ChatMessage[], { maxTokens }: AnswerOptions): Promise<Answer> | undefined {
    const promptTokens = [...renderPrompt(this.model, messages)];
    if (promptTokens.length + maxTokens > answerContextLength) return undefined;
    return this.measure(promptTokens, maxTokens);
  }

  private async measure(promptTokens: readonly number[], maxTokens: number): Promise<Answer> {
    const { tokens, firstTokenMs, totalMs } = await this.peer.ask({
      kind: 'answer',
      mode: this.mode,
      promptTokens,
      maxTokens,
    });
    const gapCount = Math.max(0, tokens.length - 1);
    // The peer does not tell which tokens came in one step, so every token gets the mean wait.
    const gapMs = gapCount === 0 ? 0 : (totalMs - firstTokenMs) / gapCount;
    return {
      promptTokens,
      tokens,
      text: this.model.tokenizer.decode(tokens),
      reason: tokens.length < maxTokens ? 'stop' : 'length',
      totalMs,
      firstTokenMs,
      tokenGapsMs: Array<number>(gapCount).fill(gapMs),
      steps: gapCount,
      draftedTokens: 0,
      acceptedTokens: 0,
    };
  }
}
