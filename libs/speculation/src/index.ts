export type { Arm, Draft, SequenceSpeculation, Speculation, TokenHistory, TokenId } from './speculation.js';
export { verifyDraft } from './verify-draft.js';
