import { performance } from 'node:perf_hooks';

import { DecodeEngine, greedy } from '@slipstream/decode';
import type { EndpointSpeculation } from '@slipstream/speculation';

import type { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import { armSpeculation } from '../engine/arm-speculation.js';
import type { OpenModel } from '../engine/open-model.js';
import type { Policy } from './moving-policy.js';
import { type Rollout, RolloutRecorder } from './rollout.js';

export const rolloutArms = ['none', 'static', 'auto'] as const;
export type RolloutArmName = (typeof rolloutArms)[number];

export interface RolloutRequest {
  readonly promptTokens: Int32Array;
  readonly seeds: readonly number[];
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Rollouts of one prompt, and the time from asking until the last one has ended. */
export interface RolloutGroup {
  readonly rollouts: readonly Rollout[];
  readonly ms: number;
}

const now = (): number => performance.now();

/** One way of decoding. What it has learnt outlives the policy's revisions; keys and values don't. */
export class RolloutArm {
  private readonly speculation: EndpointSpeculation;
  private engine: DecodeEngine | undefined;

  /** With `adapting` the arm has a static layer of its own, which learns from the rollouts while the arm rests. */
  constructor(
    readonly name: RolloutArmName,
    private readonly model: OpenModel,
    private readonly adapting?: AdaptingSpeculator,
  ) {
    this.speculation = armSpeculation(model, adapting);
    if (adapting !== undefined) adapting.isBusy = () => (this.engine?.load.active ?? 0) > 0;
  }

  /** Decodes with these weights from now on. */
  async serve(target: Policy): Promise<void> {
    if (this.engine !== undefined) {
      await this.engine.close();
      this.speculation.noteRevision();
      this.adapting?.traffic.clear();
    }
    this.engine = new DecodeEngine({ target, speculation: this.speculation, now });
  }

  async roll({ promptTokens, seeds, temperature, maxTokens }: RolloutRequest): Promise<RolloutGroup> {
    const { engine } = this;
    if (engine === undefined) throw new Error('the arm has no weights yet');
    const startedMs = now();
    const recorders = seeds.map((seed) => {
      const recorder = new RolloutRecorder();
      const sampling = { ...greedy, temperature, seed };
      const { stopTokens } = this.model;
      engine.submit(
        { promptTokens, sampling, maxTokens, stopTokens, topLogprobs: 0, speculation: this.name },
        recorder,
      );
      return recorder;
    });
    const rollouts = await Promise.all(recorders.map(({ rollout }) => rollout));
    return { rollouts, ms: now() - startedMs };
  }

  /** Waits until nothing is learned in the background. */
  async rest(): Promise<void> {
    await this.adapting?.settled();
  }

  async close(): Promise<void> {
    await this.engine?.close();
    await this.adapting?.close();
  }
}
