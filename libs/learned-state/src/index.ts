export { type LearnedLayer, type LearnedState, packLearned, unpackLearned } from './learned-file.js';
export { LearnedRefused } from './learned-refused.js';
