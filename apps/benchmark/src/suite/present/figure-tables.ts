import type { ArmSummaries } from '../../bench/measure-streams.js';
import type { StreamFigures } from '../../bench/summarize.js';
import type { PartReport, Reports } from '../reports.js';

/** The figures of a part that a chart does not show as numbers, as Markdown. */
export function figureTables(report: PartReport): string[] {
  const { figures } = report as NonNullable<Reports[keyof Reports]>;
  if ('levels' in figures)
    return figures.levels.flatMap(({ concurrency, arms }) => [
      `${concurrency} at once:`,
      '',
      ...armsTable(arms),
      '',
    ]);
  if ('arms' in figures) return armsTable(figures.arms);
  return [];
}

/** A row for each stream and arm, with and without answers that repeat themselves. */
function armsTable(arms: ArmSummaries): string[] {
  const streams = [...new Set(Object.values(arms).flatMap((byStream) => Object.keys(byStream)))];
  return [
    '| stream | arm | requests, of them looping | tokens/s | speed-up | 95 % | last quarter | without loops | 95 % | last quarter | tokens a step | first token ms |',
    `|${'---|'.repeat(12)}`,
    ...streams.flatMap((stream) =>
      Object.entries(arms).flatMap(([arm, byStream]) => {
        const summary = byStream[stream];
        if (summary === undefined) return [];
        const { requests, loopingAnswers, tokensPerSecond, acceptanceLength, withoutLoops, firstTokenMsP50 } =
          summary;
        const cells = [
          stream,
          arm,
          `${requests}, ${loopingAnswers}`,
          tokensPerSecond.toFixed(1),
          ...speedupCells(summary),
          ...speedupCells(withoutLoops),
          acceptanceLength?.toFixed(2) ?? '',
          firstTokenMsP50.toFixed(0),
        ];
        return [`| ${cells.join(' | ')} |`];
      }),
    ),
  ];
}

function speedupCells(figures: StreamFigures | null): string[] {
  if (figures === null) return ['', '', ''];
  const { speedup, speedupCi95, lastQuarterSpeedup } = figures;
  return [
    speedup?.toFixed(2) ?? '',
    speedupCi95?.map((bound) => bound.toFixed(2)).join(' – ') ?? '',
    lastQuarterSpeedup?.toFixed(2) ?? '',
  ];
}
