import type { Machine } from '../bench/machine.js';

/** On what figures were measured, and when. */
export interface Measured {
  readonly model: string;
  readonly profile: string;
  readonly machine: Machine;
  /** ISO 8601. */
  readonly date: string;
}

/** What stands below a chart's title: on what it was measured, when, and how to read it. */
export function captionOf({ model, profile, machine, date }: Measured, note: string): string {
  const { processor, threads } = machine;
  const name = processor.replaceAll(/\((R|TM)\)| Processor$/g, '');
  return `${model}, ${profile}, ${name}, ${threads} threads, ${date.slice(0, 10)}; ${note}`;
}

export const withoutLoopsNote = 'answers that repeat themselves left out; lines: 95 %';
