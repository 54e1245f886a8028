import { pythonPrompt, rustPrompt } from './code.js';
import { Draw } from './draw.js';
import { extractionPrompt } from './extraction.js';
import type { PromptLine, TrafficOptions } from './prompt-line.js';

/** The domains of the drift stream, in their order. */
export const driftDomains = ['python', 'rust', 'json'] as const;
export type DriftDomain = (typeof driftDomains)[number];

export interface DriftLine extends PromptLine {
  readonly domain: DriftDomain;
}

const promptOf: Readonly<Record<DriftDomain, (draw: Draw) => string>> = {
  python: pythonPrompt,
  rust: rustPrompt,
  json: extractionPrompt,
};

/** One tenant whose work changes twice without a word: Python, then Rust, then JSON extraction; `count` requests each. */
export function driftTraffic({ count, seed }: TrafficOptions): DriftLine[] {
  const draw = new Draw(seed);
  return driftDomains.flatMap((domain) =>
    Array.from({ length: count }, () => ({ stream: 'drift', domain, prompt: promptOf[domain](draw) })),
  );
}
