export type { Architecture } from './architecture.js';
export {
  type CompiledTarget,
  type CompileProgress,
  compileTarget,
  type CompileTargetOptions,
  TOKENIZER_FILE,
} from './compile-target.js';
export {
  CorruptModel,
  CorruptTarget,
  TargetCompilerError,
  TargetNotWritten,
  UnreadableModel,
  UnsupportedModel,
} from './errors.js';
export { readTargetManifest, type TargetManifest } from './manifest.js';
export { isProfile, type Profile, profiles } from './profile.js';
export { whyNotRevision } from './revision-compatibility.js';
export { perturbModel, type PerturbOptions } from './perturb/perturb-model.js';
