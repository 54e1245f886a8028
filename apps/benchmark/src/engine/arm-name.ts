import type { SpeculationMode } from '@slipstream/speculation';

/** What the product chooses from. */
export const armNames = ['none', 'static', 'adaptive', 'auto'] as const;

/** `fixed-4` drafts up to 4 tokens at every step, as far as there is anything to propose. */
export type FixedArmName = `fixed-${number}`;

/** One of our ways of decoding; all of them give the same text. */
export type ArmName = (typeof armNames)[number] | FixedArmName;

/** Longer drafts never fit a block of 64. */
const lookaheadLimit = 63;

export const fixedArmChoices = `fixed-1 … fixed-${lookaheadLimit} (drafts of a fixed lookahead)`;

/** The lookahead of an arm that has a fixed one. */
export function fixedLookaheadOf(name: string): number | undefined {
  const [, digits] = /^fixed-(\d+)$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export function isFixedArmName(name: string): name is FixedArmName {
  const lookahead = fixedLookaheadOf(name);
  return lookahead !== undefined && lookahead >= 1 && lookahead <= lookaheadLimit;
}

export function isArmName(name: string): name is ArmName {
  return (armNames as readonly string[]).includes(name) || isFixedArmName(name);
}

/** Which speculators an arm's requests may use. */
export function speculationModeOf(name: ArmName): SpeculationMode | 'none' {
  return name === 'none' || name === 'static' || name === 'adaptive' ? name : 'auto';
}
