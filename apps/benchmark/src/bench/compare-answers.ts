import type { StreamResult } from './run-stream.js';

/** Two arms that said different things: the promise of losslessness is broken. */
export interface Mismatch {
  readonly stream: string;
  readonly lineNumber: number;
  readonly turn: number;
  readonly arms: readonly [string, string];
}

/** Every request whose tokens or ending differ from those of the first arm. */
export function findMismatches(stream: string, result: StreamResult): Mismatch[] {
  const [first, ...others] = [...result].map(([arm, rounds]) => ({
    arm,
    results: rounds.flatMap((round) => round.results),
  }));
  if (first === undefined) return [];
  return others.flatMap(({ arm, results }) =>
    results.flatMap(({ request, answer }, index): Mismatch[] => {
      const expected = first.results[index]?.answer;
      const isSame =
        answer?.reason === expected?.reason &&
        answer?.text === expected?.text &&
        sameTokens(answer?.tokens, expected?.tokens);
      if (isSame) return [];
      return [
        { stream, lineNumber: request.conversation.lineNumber, turn: request.turn, arms: [first.arm, arm] },
      ];
    }),
  );
}

function sameTokens(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a?.length === b?.length && (a ?? []).every((token, index) => token === b![index]);
}
