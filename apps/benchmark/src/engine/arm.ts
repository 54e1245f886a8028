import { performance } from 'node:perf_hooks';

import { DecodeEngine, greedy } from '@slipstream/decode';
import type { EndpointSpeculation, LiveSpeedup } from '@slipstream/speculation';
import type { ChatMessage } from '@slipstream/tokenizer';

import type { AdaptingSpeculator } from './adapting-speculator.js';
import type { Answer, Answerer, AnswerOptions } from './answer.js';
import { AnswerRecorder } from './answer-recorder.js';
import { type ArmName, fixedLookaheadOf, speculationModeOf } from './arm-name.js';
import { armSpeculation, neuralOptions } from './arm-speculation.js';
import { FixedLookahead } from './fixed-lookahead.js';
import type { OpenModel } from './open-model.js';

/** One of our ways of decoding, for one stream: an engine with a memory of its own, fresh at the beginning. */
export class Arm implements Answerer {
  private readonly engine: DecodeEngine;
  private readonly speculation: EndpointSpeculation | FixedLookahead;

  /** With `adapting` the arm has a static layer of its own, which learns from the stream while the arm rests. */
  constructor(
    readonly name: ArmName,
    private readonly model: OpenModel,
    private readonly adapting?: AdaptingSpeculator,
  ) {
    const lookahead = fixedLookaheadOf(name);
    this.speculation =
      lookahead === undefined
        ? armSpeculation(model, adapting)
        : new FixedLookahead(lookahead, neuralOptions(model.staticSpeculator));
    this.engine = new DecodeEngine({
      target: model.target,
      speculation: this.speculation,
      now: () => performance.now(),
    });
    if (adapting !== undefined) adapting.isBusy = () => this.engine.load.active > 0;
  }

  /** How much faster it takes itself to be than plain decoding, from the steps it held back. */
  get liveSpeedup(): LiveSpeedup | undefined {
    return this.speculation instanceof FixedLookahead ? undefined : this.speculation.liveSpeedup;
  }

  /** Waits until nothing is learned in the background. */
  async rest(): Promise<void> {
    await this.adapting?.settled();
  }

  answer(messages: readonly ChatMessage[], options: AnswerOptions): Promise<Answer> | undefined {
    const { target, tokenizer, stopTokens } = this.model;
    const promptTokens = renderPrompt(this.model, messages);
    if (promptTokens.length >= target.contextLength) return undefined;
    const recorder = new AnswerRecorder(
      promptTokens,
      () => performance.now(),
      (tokens) => tokenizer.decode(tokens),
    );
    const request = {
      promptTokens,
      sampling: { ...greedy, temperature: options.temperature, seed: options.seed },
      maxTokens: options.maxTokens,
      stopTokens,
      topLogprobs: undefined,
      speculation: speculationModeOf(this.name),
    };
    this.engine.submit(request, recorder);
    return recorder.answer;
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.adapting?.close();
  }
}

export function renderPrompt(
  { tokenizer, template }: Pick<OpenModel, 'tokenizer' | 'template'>,
  messages: readonly ChatMessage[],
): Int32Array {
  return tokenizer.encodePieces(template.render(messages));
}
