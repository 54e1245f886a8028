import { InvalidArgumentError } from 'commander';

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
}

/** Parses a whole number within bounds; commander shows the complaint beside the option's name. */
export function integerOption(bounds: NumberBounds): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    return within(value, bounds, 'a whole number');
  };
}

export function numberOption(bounds: NumberBounds): (text: string) => number {
  return (text) => within(text.trim() === '' ? NaN : Number(text), bounds, 'a number');
}

function within(value: number, { min, max }: NumberBounds, kind: string): number {
  if (value >= min && value <= max) return value;
  throw new InvalidArgumentError(`It must be ${kind} from ${min} to ${max}.`);
}
