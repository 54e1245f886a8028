import type { Architecture } from '../architecture.js';
import type { GraphBuilder } from '../onnx/graph-builder.js';
import type { Linear } from './linear.js';
import type { ModelTensors } from './model-tensors.js';
import type { StepInputs } from './step-inputs.js';

/** What every part of the target graph is built from. */
export interface Construction {
  readonly graph: GraphBuilder;
  readonly architecture: Architecture;
  readonly tensors: ModelTensors;
  readonly linear: Linear;
  readonly step: StepInputs;
}
