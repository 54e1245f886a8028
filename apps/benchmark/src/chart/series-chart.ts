import { drawing, legend, text, timesAxis } from './svg.js';

/** A speed-up from request to request. */
export interface SeriesChart {
  readonly title: string;
  readonly subtitle: string;
  readonly xLabel: string;
  readonly series: readonly Series[];
  /** Where something happens, in requests from 0. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

export interface Series {
  readonly name: string;
  readonly kind: 'dots' | 'line';
  /** A value for each request; undefined leaves a gap. */
  readonly values: readonly (number | undefined)[];
}

const colours = { dots: '#9aa5b1', line: '#1f4fbf' };
const size = { width: 860, left: 56, top: 84, plotHeight: 260, bottom: 52, right: 24 };

export function renderSeriesChart(chart: SeriesChart): string {
  const count = Math.max(1, ...chart.series.map(({ values }) => values.length));
  const known = chart.series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const most = Math.ceil(Math.max(1, ...known) * 2) / 2;
  const right = size.width - size.right;
  const x = (index: number): number => size.left + ((index + 0.5) / count) * (right - size.left);
  const y = (value: number): number => size.top + size.plotHeight * (1 - value / most);
  const colourAt = (index: number): string => colours[chart.series[index]!.kind];
  const bottom = size.top + size.plotHeight;
  const marks = [
    ...legend(chart.series, size.left, colourAt),
    ...timesAxis({ most, left: size.left, right, y }),
    ...chart.marks.flatMap(({ at, label }) => [
      `<line x1="${x(at - 0.5)}" x2="${x(at - 0.5)}" y1="${size.top}" y2="${bottom}" stroke="#9aa5b1" stroke-dasharray="4 3"/>`,
      text(x(at - 0.5) + 5, bottom + 18, label, 'font-size="11" fill="#1f2933"'),
    ]),
    ...chart.series.flatMap((series, index) => marksOf(series, colourAt(index), x, y)),
    text(
      (size.left + right) / 2,
      bottom + 40,
      chart.xLabel,
      'font-size="11" text-anchor="middle" fill="#616e7c"',
    ),
  ];
  const { title, subtitle } = chart;
  const height = bottom + size.bottom;
  return drawing({ title, subtitle, width: size.width, height, left: size.left }, marks);
}

function marksOf(
  { kind, values }: Series,
  colour: string,
  x: (index: number) => number,
  y: (value: number) => number,
): string[] {
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [[x(index), y(value)] as const],
  );
  if (kind === 'dots')
    return points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`);
  const path = points.map(([px, py]) => `${px},${py}`).join(' ');
  return [`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`];
}
