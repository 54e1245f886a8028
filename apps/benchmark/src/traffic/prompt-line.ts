/** A line of a prompts file. */
export interface PromptLine {
  readonly stream: string;
  readonly prompt: string;
}

/** A kind of traffic: as many lines of each stream or domain as asked for, the same ones for the same seed. */
export interface TrafficOptions {
  readonly count: number;
  readonly seed: number;
}

export function renderPromptLines(lines: readonly PromptLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
