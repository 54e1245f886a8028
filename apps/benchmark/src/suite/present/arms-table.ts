import type { ArmSummaries } from '../../bench/measure-streams.js';
import type { ArmStreamSummary, StreamFigures } from '../../bench/summarize.js';
import { figureCell, intervalCell, markdownTable } from './markdown-table.js';

const head = [
  'stream',
  'arm',
  'requests, of them looping',
  'tokens/s',
  'speed-up',
  '95 %',
  'last quarter',
  'without loops',
  '95 %',
  'last quarter',
  'tokens a step',
  'first token ms',
];

/** A row for each stream and arm, with and without answers that repeat themselves. */
export function armsTable(arms: ArmSummaries): string[] {
  const streams = [...new Set(Object.values(arms).flatMap((byStream) => Object.keys(byStream)))];
  const rows = streams.flatMap((stream) =>
    Object.entries(arms).flatMap(([arm, byStream]) => {
      const summary = byStream[stream];
      return summary === undefined ? [] : [[stream, arm, ...summaryCells(summary)]];
    }),
  );
  return markdownTable(head, rows);
}

function summaryCells(summary: ArmStreamSummary): string[] {
  const { requests, loopingAnswers, tokensPerSecond, acceptanceLength, withoutLoops, firstTokenMsP50 } =
    summary;
  return [
    `${requests}, ${loopingAnswers}`,
    tokensPerSecond.toFixed(1),
    ...speedupCells(summary),
    ...speedupCells(withoutLoops),
    figureCell(acceptanceLength),
    firstTokenMsP50.toFixed(0),
  ];
}

function speedupCells(figures: StreamFigures | null): string[] {
  return [
    figureCell(figures?.speedup),
    intervalCell(figures?.speedupCi95),
    figureCell(figures?.lastQuarterSpeedup),
  ];
}
