export { toyHiddenState, ToyTargetModel, type ToyTargetOptions } from './toy-target-model.js';
