import { SeededRandom } from '@slipstream/testing';

import { StopMatcher } from './stop-matcher.js';

/** Feeds the pieces and returns the text that came out and whether a stop string ended it. */
function read(stops: readonly string[], pieces: readonly string[]): { text: string; isStopped: boolean } {
  const matcher = new StopMatcher(stops);
  let text = '';
  for (const piece of pieces) {
    const released = matcher.push(piece);
    text += released.text;
    if (released.isStopped) return { text, isStopped: true };
  }
  return { text: text + matcher.flush(), isStopped: false };
}

/** The definition, on the whole text: the stop string that ends first, and of those the one that began first. */
function readWhole(stops: readonly string[], whole: string): { text: string; isStopped: boolean } {
  for (let end = 1; end <= whole.length; end++) {
    const ended = stops.filter((stop) => whole.slice(0, end).endsWith(stop));
    if (ended.length === 0) continue;
    return { text: whole.slice(0, end - Math.max(...ended.map((stop) => stop.length))), isStopped: true };
  }
  return { text: whole, isStopped: false };
}

describe('StopMatcher', () => {
  it('ends the text before a stop string that is spread over three pieces', () => {
    expect(read(['END'], ['one E', 'N', 'D two'])).toEqual({ text: 'one ', isStopped: true });
  });

  it('gives back a held beginning that turns out to be ordinary text', () => {
    const matcher = new StopMatcher(['\n\nUser:']);
    expect(matcher.push('hello\n')).toEqual({ text: 'hello', isStopped: false });
    expect(matcher.push('\nUsers')).toEqual({ text: '\n\nUsers', isStopped: false });
  });

  it('shows the held beginning when the text ends', () => {
    expect(read(['STOP'], ['a ST'])).toEqual({ text: 'a ST', isStopped: false });
  });

  it('prefers the stop string that ends first, and of those the one that began first', () => {
    expect(read(['abcd', 'bc'], ['xabcd'])).toEqual({ text: 'xa', isStopped: true });
    expect(read(['b', 'ab'], ['xab'])).toEqual({ text: 'x', isStopped: true });
  });

  it('does not take half of a surrogate pair for a stop string', () => {
    expect(read(['\uDE00'], ['a😀b'])).toEqual({ text: 'a😀b', isStopped: false });
  });

  it('does not depend on where the pieces were cut', () => {
    const random = new SeededRandom(7);
    for (let round = 0; round < 3000; round++) {
      const letters = (length: number): string =>
        Array.from({ length }, () => random.pick(['a', 'b'])).join('');
      const stops = Array.from({ length: random.between(1, 3) }, () => letters(random.between(1, 5)));
      const whole = letters(random.between(0, 14));
      const pieces: string[] = [];
      for (let from = 0; from < whole.length;) {
        const to = from + random.between(1, 4);
        pieces.push(whole.slice(from, to));
        from = to;
      }
      expect(read(stops, pieces)).toEqual(readWhole(stops, whole));
    }
  });
});
