export {
  chatCompletionRequestSchema,
  parseChatCompletionRequest,
  type ChatCompletionRequest,
} from './chat-completion-request.js';
export {
  chatCompletionChunkSchema,
  chatCompletionSchema,
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatLogprobs,
  type CompletionFinishReason,
} from './chat-completion-response.js';
export {
  completionRequestSchema,
  parseCompletionRequest,
  type CompletionRequest,
} from './completion-request.js';
export {
  completionChunkSchema,
  completionSchema,
  type Completion,
  type CompletionChunk,
  type CompletionLogprobs,
} from './completion-response.js';
export { openAiErrorBodySchema, type OpenAiErrorBody } from './error-body.js';
export { modelListSchema, modelObjectSchema, type ModelList, type ModelObject } from './model-list.js';
export { ParameterError, type ParameterErrorCode } from './parameter-error.js';
export { speculationAnswerSchema, type SpeculationAnswer } from './speculation-answer.js';
export { usageSchema, type Usage } from './usage.js';
