import { InvalidArgumentError } from 'commander';

import { armNames, fixedArmChoices, isArmName } from '../engine/arm-name.js';

export const armChoices = `${armNames.join(', ')}, ${fixedArmChoices}`;

/** Parses a list of arms, separated by commas. */
export const parseArms = armListParser(isArmName, armChoices);

/** Parses lists of names that `isName` knows; of others it says what there is. */
export function armListParser<Name extends string>(
  isName: (name: string) => name is Name,
  choices: string,
): (text: string) => Name[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !isName(name));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`There is no arm "${unknown}"; there are ${choices}.`);
    return [...new Set(names.filter(isName))];
  };
}
