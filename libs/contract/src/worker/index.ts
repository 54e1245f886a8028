export {
  decodeBodySchema,
  type ChatMessage,
  type DecodeBody,
  type DecodeInput,
  type DecodeSampling,
} from './decode-body.js';
export {
  decodeErrorBodySchema,
  decodeErrorStatuses,
  type DecodeErrorBody,
  type DecodeErrorCode,
} from './decode-error.js';
export {
  decodeEventSchema,
  type DecodeEvent,
  type DecodeUsage,
  type SpeculationDetails,
  type SpeculationReport,
  type TokenAlternative,
  type TokenLogprob,
} from './decode-event.js';
export { decodeLimits } from './decode-limits.js';
export { decodeResumeSchema, type ChoiceProgress, type DecodeResume } from './decode-resume.js';
export { learnedBytesMax, learnedContentType, learnedHeaders } from './learned-state.js';
export type { SpeculationFigures, TimeSums, WindowReport } from './speculation-window.js';
export {
  speculationReportsSchema,
  type DriftReport,
  type HeldOutReport,
  type NumberedReport,
  type SpeculationReports,
  type VerdictReport,
  type LearningReport,
} from './speculation-report.js';
export { speculationPolicyBodySchema, type SpeculationPolicyBody } from './speculation-policy-body.js';
export { DecodeTranscript } from './decode-transcript.js';
export {
  revisionAnswerSchema,
  revisionBodySchema,
  type RevisionAnswer,
  type RevisionBody,
} from './revision-body.js';
export {
  decodeEventContentType,
  encodeEventLine,
  EventLineDecoder,
  eventLineLengthMax,
  WorkerProtocolError,
} from './event-lines.js';
export {
  measuredSpeedupSchema,
  workerReportSchema,
  type MeasuredSpeedup,
  type WorkerReport,
} from './worker-report.js';
export {
  measurementEventSchema,
  type MeasurementEvent,
  type TargetMeasurement,
} from './target-measurement.js';
