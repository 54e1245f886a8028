import { colourOf, drawing, legend, text, timesAxis } from './svg.js';

/** The speed-up of each arm in each group, with its 95 % confidence interval if it is known. */
export interface SpeedupChart {
  readonly title: string;
  readonly subtitle: string;
  readonly groups: readonly string[];
  readonly arms: readonly { readonly name: string; readonly bars: readonly (SpeedupBar | undefined)[] }[];
}

export interface SpeedupBar {
  readonly speedup: number;
  readonly interval: readonly [number, number] | null;
}

const size = {
  bar: { min: 15, max: 40 },
  gap: 22,
  width: 900,
  left: 56,
  top: 84,
  plotHeight: 240,
  bottom: 40,
  right: 24,
};

/** Grouped bars from 0, a group for each stream, with a line at 1×. */
export function renderSpeedupChart(chart: SpeedupChart): string {
  const barCount = Math.max(1, chart.arms.length);
  const groupCount = Math.max(1, chart.groups.length);
  const widthMin = size.left + groupCount * (barCount * size.bar.min + size.gap) + size.right;
  const width = Math.max(size.width, widthMin);
  const groupWidth = (width - size.left - size.right) / groupCount;
  const barWidth = Math.min(size.bar.max, (groupWidth - size.gap) / barCount);
  const height = size.top + size.plotHeight + size.bottom;
  const most =
    Math.ceil(Math.max(1, ...allBars(chart).map(({ speedup, interval }) => interval?.[1] ?? speedup)) * 2) /
    2;
  const y = (value: number): number => size.top + size.plotHeight * (1 - value / most);
  const marks = [
    ...legend(chart.arms, size.left),
    ...timesAxis({ most, left: size.left, right: width - size.right, y }),
    ...chart.groups.flatMap((_, index) => groupOf(chart, index, { groupWidth, barWidth, y })),
  ];
  return drawing({ ...chart, width, height, left: size.left }, marks);
}

interface Scale {
  readonly groupWidth: number;
  readonly barWidth: number;
  readonly y: (value: number) => number;
}

function groupOf({ arms, groups }: SpeedupChart, index: number, scale: Scale): string[] {
  const middle = size.left + (index + 0.5) * scale.groupWidth;
  const left = middle - (arms.length * scale.barWidth) / 2;
  const name = groups[index]!.replaceAll('_', ' ');
  return [
    ...arms.flatMap(({ bars }, arm) =>
      barOf(bars[index], { x: left + arm * scale.barWidth, colour: colourOf(arm) }, scale),
    ),
    text(middle, scale.y(0) + 18, name, 'font-size="11" text-anchor="middle" fill="#1f2933"'),
  ];
}

function barOf(
  bar: SpeedupBar | undefined,
  { x, colour }: { x: number; colour: string },
  { barWidth, y }: Scale,
): string[] {
  if (bar === undefined) return [];
  const centre = x + barWidth / 2;
  const rectangle = `<rect x="${x + 1}" y="${y(bar.speedup)}" width="${barWidth - 2}" height="${y(0) - y(bar.speedup)}" fill="${colour}"><title>${bar.speedup.toFixed(2)}×</title></rect>`;
  if (bar.interval === null) return [rectangle];
  const [low, high] = bar.interval;
  return [rectangle, `<line x1="${centre}" x2="${centre}" y1="${y(low)}" y2="${y(high)}" stroke="#1f2933"/>`];
}

function allBars({ arms }: SpeedupChart): SpeedupBar[] {
  return arms.flatMap(({ bars }) => bars.filter((bar) => bar !== undefined));
}
