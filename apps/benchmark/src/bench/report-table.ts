import Table from 'cli-table3';

import { describeAdaptation } from './describe-adaptation.js';
import type { BenchReport } from './bench.js';
import type { ArmSummaries } from './measure-streams.js';
import type { ArmStreamSummary } from './summarize.js';

/** The figures as people read them: a row for each stream and arm, the mean of the streams below. */
export function renderTable(report: BenchReport): string {
  return `${armsTable(report.arms)}\n${meanLines(report.arms)}${adaptationLines(report)}${textLine(report)}`;
}

function adaptationLines({ adaptations }: BenchReport): string {
  return Object.entries(adaptations)
    .flatMap(([stream, reports]) => reports.map((report) => `${stream}: ${describeAdaptation(report)}\n`))
    .join('');
}

export function armsTable(arms: ArmSummaries): string {
  const table = new Table({
    head: [
      'stream',
      'arm',
      'requests',
      'tokens/s',
      'speed-up',
      '95 %',
      'quarters 1 → 4',
      'no loops',
      'end to end',
      'accepted',
      'TTFT ms',
      'token ms p99',
    ],
    colAligns: ['left', 'left', ...Array<'right'>(10).fill('right')],
    style: { head: [], border: [], compact: true },
  });
  const streams = [...new Set(Object.values(arms).flatMap((byStream) => Object.keys(byStream)))];
  for (const stream of streams) {
    for (const [arm, byStream] of Object.entries(arms)) {
      const summary = byStream[stream];
      if (summary !== undefined) table.push(rowOf(stream, arm, summary));
    }
  }
  return table.toString();
}

function rowOf(stream: string, arm: string, summary: ArmStreamSummary): string[] {
  const { speedup, speedupCi95: interval, withoutLoops, firstQuarterSpeedup, lastQuarterSpeedup } = summary;
  return [
    stream,
    arm,
    String(summary.requests),
    summary.tokensPerSecond.toFixed(1),
    times(speedup),
    interval === null ? '' : `${interval[0].toFixed(2)} – ${interval[1].toFixed(2)}`,
    firstQuarterSpeedup === null ? '' : `${times(firstQuarterSpeedup)} → ${times(lastQuarterSpeedup)}`,
    times(withoutLoops?.speedup ?? null),
    times(summary.endToEnd.speedup),
    summary.acceptanceLength?.toFixed(2) ?? '',
    summary.firstTokenMsP50.toFixed(0),
    summary.interTokenMsP99.toFixed(0),
  ];
}

export function meanLines(arms: ArmSummaries): string {
  return Object.entries(arms)
    .map(([arm, byStream]) => {
      const summaries = Object.values(byStream);
      const all = meanOf(summaries.map(({ speedup }) => speedup));
      const straight = meanOf(summaries.map(({ withoutLoops }) => withoutLoops?.speedup ?? null));
      if (all === null) return '';
      const note = straight === null ? '' : `, ${times(straight)} without looping answers`;
      return `${arm}: mean speed-up of the streams ${times(all)}${note}\n`;
    })
    .join('');
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function textLine({ outputsIdentical, mismatches, arms }: BenchReport): string {
  if (Object.keys(arms).length < 2) return '';
  if (outputsIdentical) return 'The text of every request is identical in all arms.\n';
  const [first] = mismatches;
  return `THE TEXT DIFFERS in ${mismatches.length} requests, first in line ${first!.lineNumber}, turn ${first!.turn + 1}.\n`;
}

function times(value: number | null): string {
  return value === null ? '' : `${value.toFixed(2)}×`;
}
