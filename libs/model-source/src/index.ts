export { type BuiltinModel, builtinModels } from './builtin-models.js';
export { ChecksumMismatch, ModelUnavailable } from './errors.js';
export {
  type FetchedModel,
  fetchModel,
  type FetchModelOptions,
  type FetchProgress,
  type ModelOrigin,
} from './fetch-model.js';
