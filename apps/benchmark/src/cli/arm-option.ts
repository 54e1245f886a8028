import { InvalidArgumentError } from 'commander';

import { type ArmName, armNames, fixedArmChoices, isArmName } from '../engine/arm-name.js';

export const armChoices = `${armNames.join(', ')}, ${fixedArmChoices}`;

/** Parses a list of arms, separated by commas. */
export function parseArms(text: string): ArmName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isArmName(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no arm "${unknown}"; there are ${armChoices}.`);
  }
  return [...new Set(names.filter(isArmName))];
}
