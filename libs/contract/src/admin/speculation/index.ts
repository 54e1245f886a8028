export { seriesPointsMax, speculationOperations } from './speculation-operations.js';
export { speculationPolicyOperations, type SpeculationPolicyView } from './policy-operations.js';
export type {
  DriftEventView,
  EndpointSpeculationView,
  SpeculationPoint,
  SpeculationSummary,
} from './speculation-schema.js';
