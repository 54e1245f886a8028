import { InvalidArgumentError } from 'commander';

import { type ArmName, armNames } from '../engine/arm.js';

/** Parses a list of arms, separated by commas. */
export function parseArms(text: string): ArmName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(armNames as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no arm "${unknown}"; there are ${armNames.join(', ')}.`);
  }
  return [...new Set(names)] as ArmName[];
}
