import type { Draft, TokenId } from './speculation.js';
import { verifyDraft } from './verify-draft.js';

const stopToken = 2;

/** Verifies against a target that says `target`, and stops at the stop token or after `limit` tokens. */
function verify(draftTokens: readonly TokenId[], target: readonly TokenId[], limit = Infinity) {
  const draft: Draft = { tokens: Int32Array.from(draftTokens), length: draftTokens.length, arm: 'adaptive' };
  const sampledRows: number[] = [];
  const emitted: TokenId[] = [];
  const acceptedCount = verifyDraft(
    draft,
    (row) => {
      sampledRows.push(row);
      return target[row];
    },
    (token) => {
      if (token === stopToken) return false;
      emitted.push(token);
      return emitted.length < limit;
    },
  );
  return { acceptedCount, emitted, sampledRows: sampledRows.length };
}

describe('verifyDraft', () => {
  it.each([
    ['an empty draft gives the target one token', [], [5], Infinity, 0, [5]],
    [
      'a draft accepted in full is followed by the bonus token',
      [5, 6, 7],
      [5, 6, 7, 8],
      Infinity,
      3,
      [5, 6, 7, 8],
    ],
    ['a first token rejected leaves the target\u2019s own', [9, 6], [5, 1, 1], Infinity, 0, [5]],
    ['a rejection in the middle ends the step', [5, 9, 7], [5, 6, 7, 8], Infinity, 1, [5, 6]],
    ['an accepted stop token ends the sequence', [5, stopToken, 7], [5, stopToken, 7, 8], Infinity, 2, [5]],
    ['a stop token in place of a draft token rejects it', [5, 6, 7], [5, stopToken, 7, 8], Infinity, 1, [5]],
    ['a limit inside the draft ends the sequence there', [5, 6, 7], [5, 6, 7, 8], 2, 2, [5, 6]],
    ['a limit at the rejected token counts what was accepted', [5, 9, 7], [5, 6, 7, 8], 2, 1, [5, 6]],
    ['a limit of one token with an empty draft', [], [5], 1, 0, [5]],
  ])('%s', (_, draft, target, limit, acceptedCount, emitted) => {
    expect(verify(draft, target, limit)).toMatchObject({ acceptedCount, emitted });
  });

  it('samples rows in order and none past the first that does not match', () => {
    expect(verify([5, 9, 7, 8], [5, 6, 7, 8, 9]).sampledRows).toBe(2);
  });

  it('emits the same tokens whatever was drafted', () => {
    const target = [5, 6, 7, 8, 9];
    for (const draft of [[], [5], [9], [5, 6, 7, 8], [5, 6, 0], [-1, 6]]) {
      const { emitted } = verify(draft, target);
      expect(emitted).toEqual(target.slice(0, emitted.length));
    }
  });
});
