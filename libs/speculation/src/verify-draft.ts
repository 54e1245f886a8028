import type { Draft, TokenId } from './speculation.js';

/**
 * Sample-and-match: the target's own token decides, so a draft can never change the text.
 *
 * `sampleAt(row)` draws the target's token after the history and the first `row` draft tokens, and returns it;
 * it is called for rows 0, 1, … in order and only as far as the draft matches. `emit(token)` appends that token
 * to the sequence and returns false when the sequence ends there.
 *
 * @returns how many draft tokens were accepted.
 */
export function verifyDraft(
  draft: Draft,
  sampleAt: (row: number) => TokenId,
  emit: (token: TokenId) => boolean,
): number {
  for (let row = 0; ; row++) {
    const token = sampleAt(row);
    const isAccepted = row < draft.length && draft.tokens[row] === token;
    if (!emit(token)) return row + (isAccepted ? 1 : 0);
    if (!isAccepted) return row;
  }
}
