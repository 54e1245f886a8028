import { performance } from 'node:perf_hooks';

import {
  createSpeculation,
  type Speculation,
  type SpeculationMode,
  StepCost,
  type StepCostPoint,
} from '@slipstream/speculation';

import { BadInput } from '../bad-input.js';
import type { AdaptationWhen } from '../cli/adaptation-option.js';
import { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import type { OpenModel } from '../engine/open-model.js';
import { SuffixDecoding } from '../peers/suffix-decoding.js';
import { SuffixDecodingProcess } from '../peers/suffix-decoding-process.js';
import { PromptLookup } from './prompt-lookup.js';
import type { NeuralReplay } from './replay-stream.js';
import { candidatesOf } from './target-candidates.js';
import { hiddenStatesOf } from './teacher-forcing.js';
import { TimedSpeculator } from './timed-speculator.js';
import { TokenRecycling } from './token-recycling.js';

export const replayArmNames = [
  'prompt-lookup',
  'adaptive',
  'recycling',
  'static',
  'auto',
  'suffix-decoding',
] as const;
export type ReplayArmName = (typeof replayArmNames)[number];

/** Arms that read what the target made of a text, and so need the model. */
export const neuralArmNames: readonly ReplayArmName[] = ['recycling', 'static', 'auto'];

/** A way of drafting that has learned nothing yet. */
export interface ReplayArm {
  readonly speculation: Speculation;
  readonly mode: SpeculationMode;
  readonly neural?: NeuralReplay;
  close(): Promise<void>;
}

export interface ReplayResources {
  readonly curve: readonly StepCostPoint[];
  /** For the arms that need it. */
  readonly model: OpenModel | undefined;
  /** Where SuffixDecoding is installed. */
  readonly suffixDecodingFolder: string | undefined;
  readonly adaptation: AdaptationWhen;
}

const nothingToClose = (): Promise<void> => Promise.resolve();

export async function openReplayArm(name: ReplayArmName, resources: ReplayResources): Promise<ReplayArm> {
  const { curve } = resources;
  switch (name) {
    case 'prompt-lookup':
      return { speculation: new PromptLookup(4), mode: 'auto', close: nothingToClose };
    case 'adaptive': {
      const speculation = createSpeculation({ stepCost: StepCost.fromProfile(curve) });
      return { speculation, mode: 'adaptive', close: nothingToClose };
    }
    case 'recycling':
      return openRecyclingArm(resources);
    case 'static':
    case 'auto':
      return openNeuralArm(name, resources);
    case 'suffix-decoding': {
      const process = await SuffixDecodingProcess.start(resources.suffixDecodingFolder!);
      const close = (): Promise<void> => Promise.resolve(process.close());
      return { speculation: new SuffixDecoding(process), mode: 'auto', close };
    }
  }
}

/** Counting, with token recycling among its proposals. */
function openRecyclingArm({ curve, model }: ReplayResources): ReplayArm {
  if (model === undefined) throw new BadInput('The arm recycling needs the model.');
  const now = (): number => performance.now();
  const speculator = new TimedSpeculator(new TokenRecycling(), now);
  return {
    speculation: createSpeculation({ stepCost: StepCost.fromProfile(curve), neural: { speculator, now } }),
    mode: 'auto',
    neural: {
      hiddenStatesOf: (recording) => candidatesOf(model.target, recording),
      spentMs: () => speculator.spentMs,
      rest: nothingToClose,
    },
    close: nothingToClose,
  };
}

async function openNeuralArm(
  name: 'static' | 'auto',
  { curve, model, adaptation }: ReplayResources,
): Promise<ReplayArm> {
  if (model?.staticSpeculator === undefined)
    throw new BadInput(`The arm ${name} needs a model with a trained static speculator.`);
  const isAdapting = name === 'auto' && adaptation === 'idle';
  const adapting = isAdapting ? await AdaptingSpeculator.open(model) : undefined;
  const now = (): number => performance.now();
  const speculator = new TimedSpeculator(adapting?.speculator ?? model.staticSpeculator, now);
  const stepCost = StepCost.fromProfile(curve);
  const speculation = createSpeculation({ stepCost, neural: { speculator, now } });
  if (adapting !== undefined) adapting.onAdopted = () => speculation.noteRevision();
  return {
    speculation,
    mode: name,
    neural: {
      hiddenStatesOf: (recording) => hiddenStatesOf(model.target, recording),
      spentMs: () => speculator.spentMs,
      rest: async () => adapting?.settled(),
    },
    close: async () => adapting?.close(),
  };
}
