import { TokenText } from '@slipstream/tokenizer';

import { Choice, type ChoiceListener } from './choice.js';
import { nothingDecoded, resumeSequence, UntoldDeltas } from './resumption.js';

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];

class Recorder implements ChoiceListener {
  readonly deltas: { text: string; tokens: number[] }[] = [];
  onDelta: ChoiceListener['onDelta'] = (text, tokens) =>
    this.deltas.push({ text, tokens: tokens.map(({ token }) => token) });
  onFinish = (): void => undefined;
  get told(): { text: string; tokens: number[] } {
    return {
      text: this.deltas.map(({ text }) => text).join(''),
      tokens: this.deltas.flatMap(({ tokens }) => tokens),
    };
  }
}

/** Characters, stop strings and tokens that all end in different places. */
const pieces = [
  bytes('he'),
  bytes('llo'),
  bytes('😀').slice(0, 2),
  bytes('😀').slice(2),
  bytes(' wor'),
  bytes('ld. E'),
];

function open(stops: readonly string[], listener: ChoiceListener): Choice {
  return new Choice(new TokenText((token) => Uint8Array.from(pieces[token]!)), stops, listener);
}

function decodeFrom(choice: Choice, first: number): void {
  for (let token = first; token < pieces.length; token++) {
    const verdict = choice.onToken(token, undefined);
    choice.onStep();
    if (verdict === 'stop') break;
  }
  choice.onFinish(nothingDecoded);
}

it.each([[[]], [['End']], [['o wo', '😀 w']], [['llo!', 'd. ']], [['😀']]])(
  'goes on after any delta without telling anything twice or leaving anything out, with stop strings %j',
  (stops) => {
    const whole = new Recorder();
    decodeFrom(open(stops, whole), 0);
    for (let cut = 0; cut <= whole.deltas.length; cut++) {
      const before = new Recorder();
      before.deltas.push(...whole.deltas.slice(0, cut));
      const { tokens, text } = before.told;
      const after = new Recorder();
      const told = { tokenCount: tokens.length, textLength: text.length };
      const choice = open(stops, new UntoldDeltas(after, told));
      if (choice.replay(tokens) === 'stop') choice.onFinish(nothingDecoded);
      else decodeFrom(choice, tokens.length);
      expect(text + after.told.text).toBe(whole.told.text);
      expect([...tokens, ...after.told.tokens]).toEqual(whole.told.tokens);
    }
  },
);

it('puts the tokens so far before the next one and counts them against the limit', () => {
  const sequence = { promptTokens: Int32Array.of(1, 2), maxTokens: 5 } as Parameters<
    typeof resumeSequence
  >[0];
  expect(resumeSequence(sequence, [])).toBe(sequence);
  expect(resumeSequence(sequence, [3, 4])).toEqual({
    promptTokens: Int32Array.of(1, 2, 3, 4),
    resumedCount: 2,
    maxTokens: 3,
  });
});
