import type { Recording } from '../replay/recordings.js';
import type { StreamResults } from './measure-streams.js';
import type { StreamResult } from './run-stream.js';

/** The tokens of every request, by stream: those of the first arm, because all arms have the same. */
export function recordingsOf(results: StreamResults): Map<string, Recording[]> {
  return new Map([...results].map(([stream, result]) => [stream, recordingsOfStream(result)]));
}

function recordingsOfStream(result: StreamResult): Recording[] {
  const [rounds = []] = result.values();
  return rounds
    .flatMap((round) => round.results)
    .flatMap(({ answer }) =>
      answer === undefined ? [] : [{ prompt: Array.from(answer.promptTokens), output: answer.tokens }],
    );
}
