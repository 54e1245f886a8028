import { BadInput } from '../bad-input.js';

/** A recorded request: the tokens of its prompt and of the answer it got. */
export interface Recording {
  readonly prompt: readonly number[];
  readonly output: readonly number[];
}

/** Reads recordings, a JSON line each: `{"stream": …, "prompt": [ids], "out": [ids]}`. By stream, in order. */
export function parseRecordings(text: string, path: string): Map<string, Recording[]> {
  const streams = new Map<string, Recording[]>();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const { stream, ...recording } = parseLine(line, `${path}, line ${index + 1}`);
    const recordings = streams.get(stream);
    if (recordings === undefined) streams.set(stream, [recording]);
    else recordings.push(recording);
  });
  if (streams.size === 0) throw new BadInput(`${path} has no recordings.`);
  return streams;
}

/** What `parseRecordings` reads. */
export function renderRecordings(streams: ReadonlyMap<string, readonly Recording[]>): string {
  return [...streams]
    .flatMap(([stream, recordings]) =>
      recordings.map(({ prompt, output }) => `${JSON.stringify({ stream, prompt, out: output })}\n`),
    )
    .join('');
}

function parseLine(line: string, place: string): Recording & { stream: string } {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    throw new BadInput(`${place}: not JSON (${(error as Error).message}).`);
  }
  const { stream = 'default', prompt, out } = value ?? {};
  if (typeof stream !== 'string') throw new BadInput(`${place}: "stream" must be a name.`);
  if (!isTokens(prompt) || prompt.length === 0)
    throw new BadInput(`${place}: "prompt" must be a list of token ids.`);
  if (!isTokens(out)) throw new BadInput(`${place}: "out" must be a list of token ids.`);
  return { stream, prompt, output: out };
}

function isTokens(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((token) => Number.isInteger(token) && token >= 0);
}
