import { readFileSync } from 'node:fs';

/**
 * Reads recorded token sequences, a JSON line each: `{stream, prompt: [ids], output: [ids]}`. Answers too short to
 * say anything are left out.
 * @param {readonly string[]} files
 * @returns {Map<string, {prompt: number[], output: number[]}[]>} the requests of each stream in order
 */
export function readRecordings(files) {
  const streams = new Map();
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { stream, prompt, output } = JSON.parse(line);
      if (output.length < 8) continue;
      if (!streams.has(stream)) streams.set(stream, []);
      streams.get(stream).push({ prompt, output });
    }
  }
  return streams;
}

/** True when 8-grams repeat in more than a fifth of the tokens: a loop, on which every lookup method shines. */
export function isDegenerate(output) {
  const seen = new Set();
  let repeated = 0;
  for (let end = 8; end <= output.length; end++) {
    const key = output.slice(end - 8, end).join();
    if (seen.has(key)) repeated++;
    seen.add(key);
  }
  return repeated > output.length / 5;
}
