import type { PartReport } from '../reports.js';

/** What stands below a chart's title: on what it was measured, when, and how to read it. */
export function captionOf({ model, profile, machine, date }: PartReport, note: string): string {
  const { processor, threads } = machine;
  const name = processor.replaceAll(/\((R|TM)\)| Processor$/g, '');
  return `${model}, ${profile}, ${name}, ${threads} threads, ${date.slice(0, 10)}; ${note}`;
}

export const withoutLoopsNote = 'answers that repeat themselves left out; lines: 95 %';
