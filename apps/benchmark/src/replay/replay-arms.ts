import { performance } from 'node:perf_hooks';

import {
  createSpeculation,
  type Speculation,
  type SpeculationMode,
  type SpeculationOptions,
  StepCost,
  type StepCostPoint,
} from '@slipstream/speculation';

import { BadInput } from '../bad-input.js';
import type { AdaptationWhen } from '../cli/adaptation-option.js';
import { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import { type FixedArmName, fixedLookaheadOf, isFixedArmName } from '../engine/arm-name.js';
import { FixedLookahead } from '../engine/fixed-lookahead.js';
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
export type ReplayArmName = (typeof replayArmNames)[number] | FixedArmName;

export function isReplayArmName(name: string): name is ReplayArmName {
  return (replayArmNames as readonly string[]).includes(name) || isFixedArmName(name);
}

/** Some arms read what the target made of a text, and so need the model. */
export function needsModel(name: ReplayArmName): boolean {
  return name === 'recycling' || name === 'static' || name === 'auto' || isFixedArmName(name);
}

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
    case 'suffix-decoding': {
      const process = await SuffixDecodingProcess.start(resources.suffixDecodingFolder!);
      const close = (): Promise<void> => Promise.resolve(process.close());
      return { speculation: new SuffixDecoding(process), mode: 'auto', close };
    }
    default:
      return openNeuralArm(name, resources);
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
  name: 'static' | 'auto' | FixedArmName,
  { curve, model, adaptation }: ReplayResources,
): Promise<ReplayArm> {
  if (model?.staticSpeculator === undefined)
    throw new BadInput(`The arm ${name} needs a model with a trained static speculator.`);
  const isAdapting = name === 'auto' && adaptation === 'idle';
  const adapting = isAdapting ? await AdaptingSpeculator.open(model) : undefined;
  const now = (): number => performance.now();
  const speculator = new TimedSpeculator(adapting?.speculator ?? model.staticSpeculator, now);
  return {
    ...speculationOf(name, { speculator, now }, curve, adapting),
    neural: {
      hiddenStatesOf: (recording) => hiddenStatesOf(model.target, recording),
      spentMs: () => speculator.spentMs,
      rest: async () => adapting?.settled(),
    },
    close: async () => adapting?.close(),
  };
}

function speculationOf(
  name: 'static' | 'auto' | FixedArmName,
  neural: NonNullable<SpeculationOptions['neural']>,
  curve: readonly StepCostPoint[],
  adapting: AdaptingSpeculator | undefined,
): Pick<ReplayArm, 'speculation' | 'mode'> {
  const lookahead = fixedLookaheadOf(name);
  if (lookahead !== undefined) return { speculation: new FixedLookahead(lookahead, neural), mode: 'auto' };
  const speculation = createSpeculation({ stepCost: StepCost.fromProfile(curve), neural });
  if (adapting !== undefined) adapting.onAdopted = () => speculation.noteRevision();
  return { speculation, mode: name === 'static' ? 'static' : 'auto' };
}
