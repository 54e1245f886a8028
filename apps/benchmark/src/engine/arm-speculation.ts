import { performance } from 'node:perf_hooks';

import { uniformFrom } from '@slipstream/decode';
import {
  createSpeculation,
  type EndpointSpeculation,
  type SpeculationOptions,
  StepCost,
  type StaticSpeculator,
} from '@slipstream/speculation';

import type { AdaptingSpeculator } from './adapting-speculator.js';
import type { OpenModel } from './open-model.js';

/** Fixed, so that a run can be repeated. */
const holdBackSeed = 1;

/** A fresh speculation, with the model's static speculator or one of its own that adapts. */
export function armSpeculation(model: OpenModel, adapting?: AdaptingSpeculator): EndpointSpeculation {
  const neural = neuralOptions(adapting?.speculator ?? model.staticSpeculator);
  const speculation = createSpeculation({
    stepCost: StepCost.fromProfile(model.stepTimes),
    holdBackRandom: uniformFrom(holdBackSeed),
    ...(neural === undefined ? {} : { neural }),
  });
  if (adapting !== undefined) adapting.onAdopted = () => speculation.noteRevision();
  return speculation;
}

export function neuralOptions(speculator: StaticSpeculator | undefined): SpeculationOptions['neural'] {
  return speculator === undefined ? undefined : { speculator, now: () => performance.now() };
}
