import { performance } from 'node:perf_hooks';

import { DecodeEngine, greedy, uniformFrom } from '@slipstream/decode';
import { createSpeculation, StepCost } from '@slipstream/speculation';
import type { ChatMessage } from '@slipstream/tokenizer';

import type { AdaptingSpeculator } from './adapting-speculator.js';
import type { Answer, Answerer, AnswerOptions } from './answer.js';
import { AnswerRecorder } from './answer-recorder.js';
import type { OpenModel } from './open-model.js';

/** Our ways of decoding; all of them give the same text. */
export const armNames = ['none', 'static', 'adaptive', 'auto'] as const;
export type ArmName = (typeof armNames)[number];

/** Fixed, so that a run can be repeated. */
const holdBackSeed = 1;

/** One of our ways of decoding, for one stream: an engine with a memory of its own, fresh at the beginning. */
export class Arm implements Answerer {
  private readonly engine: DecodeEngine;

  /** With `adapting` the arm has a static layer of its own, which learns from the stream while the arm rests. */
  constructor(
    readonly name: ArmName,
    private readonly model: OpenModel,
    private readonly adapting?: AdaptingSpeculator,
  ) {
    const now = (): number => performance.now();
    const speculator = adapting?.speculator ?? model.staticSpeculator;
    const speculation = createSpeculation({
      stepCost: StepCost.fromProfile(model.stepTimes),
      holdBackRandom: uniformFrom(holdBackSeed),
      ...(speculator === undefined ? {} : { neural: { speculator, now } }),
    });
    if (adapting !== undefined) adapting.onAdopted = () => speculation.noteRevision();
    this.engine = new DecodeEngine({ target: model.target, speculation, now });
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
      () => performance.now(),
      (tokens) => tokenizer.decode(tokens),
    );
    const request = {
      promptTokens,
      sampling: { ...greedy, temperature: options.temperature, seed: options.seed },
      maxTokens: options.maxTokens,
      stopTokens,
      topLogprobs: undefined,
      speculation: this.name,
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
