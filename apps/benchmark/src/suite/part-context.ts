import { describeMachine, type Machine } from '../bench/machine.js';
import type { ProgressLine } from '../cli/progress-line.js';
import { openModel, type OpenModel } from '../engine/open-model.js';
import type { SuiteOptions } from './suite-options.js';

export interface Subject {
  readonly machine: Machine;
  readonly model: string;
  readonly profile: string;
}

/** What a part measures with. Models that it opens are closed when it ends. */
export class PartContext {
  private readonly opened: OpenModel[] = [];
  private described: Subject | undefined;

  constructor(
    readonly options: SuiteOptions,
    readonly progress: ProgressLine,
  ) {}

  /** The model as it is served, unless another profile is asked for. */
  async open(lanesMax: number, profile = this.options.profile): Promise<OpenModel> {
    const { options, progress } = this;
    const model = await openModel({ ...options, profile }, { lanesMax, progress });
    this.opened.push(model);
    if (profile === options.profile)
      this.described ??= { machine: describeMachine(model), model: model.name, profile };
    return model;
  }

  /** A model that whoever asked for it closes. */
  async lend(lanesMax: number): Promise<OpenModel> {
    const model = await this.open(lanesMax);
    this.opened.pop();
    return model;
  }

  /** What was measured, on what. */
  get subject(): Subject {
    if (this.described === undefined) throw new Error('the part has opened no model');
    return this.described;
  }

  async close(): Promise<void> {
    for (const { target, staticSpeculator } of this.opened.splice(0)) {
      await target.close();
      await staticSpeculator?.close();
    }
  }
}
