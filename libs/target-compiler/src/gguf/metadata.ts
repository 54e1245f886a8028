import { CorruptModel } from '../errors.js';
import type { MetadataValue } from './metadata-value.js';

/** Typed access to metadata: what is needed and missing, or of another type, is reported by its key. */
export class Metadata {
  constructor(private readonly values: ReadonlyMap<string, MetadataValue>) {}

  has(key: string): boolean {
    return this.values.has(key);
  }

  text(key: string): string {
    return this.get(key, isText, 'a text');
  }

  textOr(key: string, otherwise: string): string {
    return this.has(key) ? this.text(key) : otherwise;
  }

  texts(key: string): readonly string[] {
    return this.get(key, isTexts, 'a list of texts');
  }

  numbers(key: string): readonly number[] {
    return this.get(key, isNumbers, 'a list of numbers');
  }

  /** A finite number above zero. */
  number(key: string): number {
    return this.get(key, isPositive, 'a positive number');
  }

  numberOr(key: string, otherwise: number): number {
    return this.has(key) ? this.number(key) : otherwise;
  }

  /** A whole number above zero. */
  count(key: string): number {
    return this.get(key, isCount, 'a whole number above zero');
  }

  /** A whole number, which may be zero, such as an id. */
  countOr<T>(key: string, otherwise: T): number | T {
    return this.has(key) ? this.get(key, isWhole, 'a whole number') : otherwise;
  }

  flagOr(key: string, otherwise: boolean): boolean {
    return this.has(key) ? this.get(key, isFlag, 'true or false') : otherwise;
  }

  private get<T extends MetadataValue>(
    key: string,
    is: (value: MetadataValue) => value is T,
    what: string,
  ): T {
    const value = this.values.get(key);
    if (value === undefined) throw new CorruptModel(`The metadata entry "${key}" is missing.`);
    if (!is(value)) throw new CorruptModel(`The metadata entry "${key}" is not ${what}.`);
    return value;
  }
}

function isText(value: MetadataValue): value is string {
  return typeof value === 'string';
}

function isTexts(value: MetadataValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isNumbers(value: MetadataValue): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function isPositive(value: MetadataValue): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isWhole(value: MetadataValue): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCount(value: MetadataValue): value is number {
  return isWhole(value) && value > 0;
}

function isFlag(value: MetadataValue): value is boolean {
  return typeof value === 'boolean';
}
