import type { PartContext } from './part-context.js';
import type { SuiteOptions } from './suite-options.js';

/** In the order in which they run. */
export const partNames = [
  'ladder',
  'spec-bench',
  'narrow',
  'sampled',
  'unpredictable',
  'drift',
  'rl',
  'concurrency',
  'peers',
  'fixed-lookahead',
  'suffix-decoding',
  'live-estimate',
] as const;
export type PartName = (typeof partNames)[number];

/** Plain data: what figures depend on besides the code and the machine. */
export type Settings = object;

/** One subject of the suite. */
export interface Part<Figures, PartSettings extends Settings = Settings> {
  /** @throws PartUnavailable if something that it needs was not given. */
  settings(options: SuiteOptions): PartSettings | Promise<PartSettings>;
  measure(context: PartContext, settings: PartSettings): Promise<Figures>;
}

/** A part whose settings only it knows. */
export function definePart<Figures, PartSettings extends Settings>(
  part: Part<Figures, PartSettings>,
): Part<Figures> {
  return part;
}

/** Why a part is left out. */
export class PartUnavailable extends Error {}
