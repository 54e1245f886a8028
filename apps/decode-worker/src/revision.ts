import { DecodeEngine, type StepTurns, type TargetModel } from '@slipstream/decode';
import type { Logger } from '@slipstream/observability';
import type { EndpointSpeculation } from '@slipstream/speculation';

import { ActiveCompletions } from './active-completions.js';
import type { DecodeService } from './decode-route.js';
import type { EndpointPolicy } from './learned/endpoint-policy.js';
import type { WorkerMetrics } from './metrics.js';
import type { Activity } from './activity/activity.js';
import type { WindowRecorder } from './learning-reports/window-recorder.js';
import type { CompiledModel } from './served-model.js';
import type { UsageMeter } from './usage-meter.js';

/** What every revision of an endpoint's weights shares. */
export interface RevisionOptions {
  readonly speculation: EndpointSpeculation;
  readonly turns: StepTurns;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly metrics: WorkerMetrics;
  readonly usage: UsageMeter;
  readonly activity: Activity;
  readonly policy: EndpointPolicy;
  readonly window: WindowRecorder;
  readonly logger: Logger;
  readonly waitingMax: number;
}

export interface OpenTarget {
  readonly folder: string;
  readonly target: TargetModel;
  readonly model: CompiledModel;
}

/** One revision of the endpoint's weights: an engine of its own, prefix cache included, and the requests it answers. */
export class Revision {
  readonly folder: string;
  readonly model: CompiledModel;
  readonly engine: DecodeEngine;
  readonly service: DecodeService;
  readonly active = new ActiveCompletions();
  private readonly target: TargetModel;

  constructor({ folder, target, model }: OpenTarget, options: RevisionOptions) {
    this.folder = folder;
    this.target = target;
    this.model = model;
    const { speculation, window, metrics, usage, activity, policy, logger, waitingMax } = options;
    const steps = { count: 0 };
    this.engine = new DecodeEngine({
      ...options,
      target,
      onStep: (step) => {
        steps.count++;
        metrics.recordStep(step);
        window.recordStep(step, speculation.stepKind);
      },
    });
    const { engine, active } = this;
    const { tokenizer } = model;
    this.service = {
      engine,
      steps,
      model,
      tokenizer,
      active,
      policy,
      window,
      metrics,
      usage,
      activity,
      logger,
      waitingMax,
    };
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    await this.engine.close();
    await this.target.close();
  }
}
