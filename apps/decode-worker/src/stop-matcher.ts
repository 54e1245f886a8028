/** What a piece of text became: the part that may be shown, and whether a stop string ended the text there. */
export interface ReleasedText {
  readonly text: string;
  readonly isStopped: boolean;
}

/**
 * Finds the first of several stop strings in a text that comes in pieces. Text that may still turn out to be the
 * beginning of a stop string is held back, so no part of one is ever shown, wherever the pieces were cut.
 *
 * One Knuth–Morris–Pratt automaton per stop string: constant work a character, whatever the strings are. It reads
 * code points, so that half of a surrogate pair never matches.
 */
export class StopMatcher {
  private readonly automata: readonly StopAutomaton[];
  private held: string[] = [];

  constructor(stops: readonly string[]) {
    this.automata = stops.map((stop) => new StopAutomaton([...stop]));
  }

  push(piece: string): ReleasedText {
    if (this.automata.length === 0) return { text: piece, isStopped: false };
    for (const character of piece) {
      this.held.push(character);
      const matchedLength = this.advance(character);
      if (matchedLength > 0) return { text: this.release(matchedLength), isStopped: true };
    }
    const heldLength = Math.max(...this.automata.map((automaton) => automaton.prefixLength));
    return { text: this.releaseAllBut(heldLength), isStopped: false };
  }

  /** The text has ended without a stop string: what was held back belongs to it. */
  flush(): string {
    return this.releaseAllBut(0);
  }

  /** Length of the longest stop string that ends here: of several, the one that began first leaves the least text. */
  private advance(character: string): number {
    let matchedLength = 0;
    for (const automaton of this.automata) {
      automaton.advance(character);
      if (automaton.isComplete) matchedLength = Math.max(matchedLength, automaton.prefixLength);
    }
    return matchedLength;
  }

  private release(matchedLength: number): string {
    const text = this.releaseAllBut(matchedLength);
    this.held = [];
    return text;
  }

  private releaseAllBut(count: number): string {
    const text = this.held.slice(0, this.held.length - count).join('');
    this.held = this.held.slice(this.held.length - count);
    return text;
  }
}

class StopAutomaton {
  /** Length of the longest prefix of the stop string that the text ends with. */
  prefixLength = 0;
  private readonly fallbacks: Int32Array;

  constructor(private readonly stop: readonly string[]) {
    if (stop.length === 0) throw new Error('a stop string must not be empty');
    this.fallbacks = fallbacksOf(stop);
  }

  get isComplete(): boolean {
    return this.prefixLength === this.stop.length;
  }

  advance(character: string): void {
    while (this.prefixLength > 0 && this.stop[this.prefixLength] !== character) {
      this.prefixLength = this.fallbacks[this.prefixLength - 1]!;
    }
    if (this.stop[this.prefixLength] === character) this.prefixLength++;
  }
}

/** For each prefix of the stop string, the length of its longest proper prefix that is also its suffix. */
function fallbacksOf(stop: readonly string[]): Int32Array {
  const fallbacks = new Int32Array(stop.length);
  let length = 0;
  for (let index = 1; index < stop.length; index++) {
    while (length > 0 && stop[index] !== stop[length]) length = fallbacks[length - 1]!;
    if (stop[index] === stop[length]) length++;
    fallbacks[index] = length;
  }
  return fallbacks;
}
