export { instructionSet } from './exactness-class.js';
export { OnnxTargetModel, type OnnxTargetOptions, type TargetShape } from './onnx-target-model.js';
export { openTarget, type OpenTargetOptions } from './open-target.js';
export { physicalCoreCount } from './physical-cores.js';
export { OnnxStaticSpeculator } from './static/onnx-static-speculator.js';
export { draftGraph, openStaticSpeculator } from './static/open-static-speculator.js';
export { findStaticArtifact, type StaticArtifact } from './static/static-artifact.js';
export { adapt, type AdaptationReport, type AdaptOptions } from './adaptation/adapt.js';
export {
  type AdaptedLayer,
  NeuralAdaptation,
  type NeuralAdaptationOptions,
} from './adaptation/neural-adaptation.js';
export { RecentTraffic, trafficRowsMax, type TrafficSequence } from './adaptation/recent-traffic.js';
export { type DraftCosts, draftCostsOf } from './adaptation/traffic-replay.js';
