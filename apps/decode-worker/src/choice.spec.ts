import type { SequenceOutcome } from '@slipstream/decode';
import { TokenText } from '@slipstream/tokenizer';

import { Choice, type ChoiceListener } from './choice.js';

class RecordingListener implements ChoiceListener {
  readonly deltas: { text: string; tokens: number[] }[] = [];
  reason = '';
  onDelta: ChoiceListener['onDelta'] = (text, tokens) =>
    this.deltas.push({ text, tokens: tokens.map(({ token }) => token) });
  onFinish: ChoiceListener['onFinish'] = (reason) => {
    this.reason = reason;
  };
  get text(): string {
    return this.deltas.map((delta) => delta.text).join('');
  }
  get tokens(): number[] {
    return this.deltas.flatMap((delta) => delta.tokens);
  }
}

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];

const outcome: SequenceOutcome = {
  reason: 'length',
  promptTokens: 1,
  cachedTokens: 0,
  completionTokens: 1,
  steps: 1,
  draftedTokens: 0,
  acceptedTokens: 0,
  speculation: {
    arms: { none: 1, static: 0, adaptive: 0, chained: 0 },
    draftLengths: [1],
    acceptedAt: [],
    reachedAt: [],
    draftMs: 0,
    scoreMs: 0,
  },
};

/** Runs one token a piece, `perStep` tokens a step, as the engine would, and ends for this reason if nothing stops it. */
function run(
  pieces: readonly (readonly number[])[],
  stops: readonly string[],
  { perStep = 1, reason = 'length' }: { perStep?: number; reason?: SequenceOutcome['reason'] } = {},
): RecordingListener {
  const listener = new RecordingListener();
  const choice = new Choice(new TokenText((token) => Uint8Array.from(pieces[token]!)), stops, listener);
  for (let token = 0; token < pieces.length; token++) {
    const verdict = choice.onToken(token, undefined);
    if (verdict === 'stop' || (token + 1) % perStep === 0 || token + 1 === pieces.length) choice.onStep();
    if (verdict === 'stop') break;
  }
  choice.onFinish({ ...outcome, reason });
  return listener;
}

describe('Choice', () => {
  it('shows a character split over tokens only when it is whole, and its tokens with it', () => {
    const [first, second, third, fourth] = bytes('😀');
    const listener = run([bytes('a'), [first!, second!], [third!], [fourth!, ...bytes('b')]], []);
    expect(listener.deltas).toEqual([
      { text: 'a', tokens: [0] },
      { text: '😀b', tokens: [1, 2, 3] },
    ]);
  });

  it('replaces a character that the end of the text leaves unfinished', () => {
    const listener = run([bytes('a'), bytes('é').slice(0, 1)], []);
    expect(listener.text).toBe('a\uFFFD');
    expect(listener.tokens).toEqual([0, 1]);
    expect(listener.reason).toBe('length');
  });

  it.each(['aborted', 'failed'] as const)(
    'leaves to whoever goes on what a choice that was cut short has not shown (%s)',
    (reason) => {
      const half = run([bytes('a'), bytes('é').slice(0, 1)], [], { reason });
      expect([half.text, half.tokens, half.reason]).toEqual(['a', [0], reason]);
      const held = run([bytes('a'), bytes('ST')], ['STOP'], { reason });
      expect([held.text, held.tokens]).toEqual(['a', [0]]);
    },
  );

  it('ends before a stop string and drops the tokens that lie in it, but keeps the one it began in', () => {
    const listener = run([bytes('one'), bytes(' tw'), bytes('o'), bytes('!')], ['wo']);
    expect(listener.text).toBe('one t');
    expect(listener.tokens).toEqual([0, 1]);
    expect(listener.reason).toBe('stop');
  });

  it('holds back what may become a stop string, with its token', () => {
    const listener = run([bytes('one'), bytes('\n'), bytes('\n'), bytes('two')], ['\n\nUser']);
    expect(listener.deltas).toEqual([
      { text: 'one', tokens: [0] },
      { text: '\n\ntwo', tokens: [1, 2, 3] },
    ]);
  });

  it('keeps the last token of a character that a stop string follows', () => {
    const [first, second] = bytes('é');
    const listener = run([[first!], [second!], bytes('STOP')], ['STOP']);
    expect(listener.text).toBe('é');
    expect(listener.tokens).toEqual([0, 1]);
  });

  it('says and shows the same however tokens are grouped into steps', () => {
    const pieces = [
      bytes('he'),
      bytes('llo'),
      bytes('😀').slice(0, 2),
      bytes('😀').slice(2),
      bytes(' wor'),
      bytes('ld. En'),
    ];
    for (const stops of [[], ['End'], ['o wo', '😀 w'], ['d.']]) {
      const single = run(pieces, stops);
      for (const perStep of [2, 3, 6]) {
        const grouped = run(pieces, stops, { perStep });
        expect({ text: grouped.text, tokens: grouped.tokens, reason: grouped.reason }).toEqual({
          text: single.text,
          tokens: single.tokens,
          reason: single.reason,
        });
      }
    }
  });
});
