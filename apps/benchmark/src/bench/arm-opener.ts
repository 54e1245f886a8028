import type { AdaptationReport } from '@slipstream/runtime-onnx';

import type { AdaptationWhen } from '../cli/adaptation-option.js';
import { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import { Arm } from '../engine/arm.js';
import type { ArmName } from '../engine/arm-name.js';
import type { OpenModel } from '../engine/open-model.js';

export interface ArmOpenerOptions {
  readonly arms: readonly ArmName[];
  /** Whether auto fine-tunes its static layer on the stream, while the benchmark waits. */
  readonly adaptation: AdaptationWhen;
}

/** Opens arms of one model, for each stream anew. */
export class ArmOpener {
  /** By stream: what fine-tuning the static layer took and brought. */
  readonly adaptations: Record<string, readonly AdaptationReport[]> = {};

  constructor(
    private readonly model: OpenModel,
    private readonly options: ArmOpenerOptions,
  ) {}

  readonly open = async (stream: string): Promise<readonly Arm[]> => {
    const { arms, adaptation } = this.options;
    const isAdapting = adaptation === 'idle' && arms.includes('auto');
    const adapting = isAdapting ? await AdaptingSpeculator.open(this.model) : undefined;
    if (adapting !== undefined) this.adaptations[stream] = adapting.reports;
    return arms.map((name) => new Arm(name, this.model, name === 'auto' ? adapting : undefined));
  };
}
