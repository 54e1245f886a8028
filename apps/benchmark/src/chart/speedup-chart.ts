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

const colours = ['#9aa5b1', '#c7ced6', '#5b8def', '#1f4fbf', '#0b2a6b'];
const size = { bar: 15, gap: 22, left: 56, top: 84, plotHeight: 240, bottom: 40, right: 24 };
const font = 'font-family="system-ui, sans-serif"';

/** Grouped bars from 0, a group for each stream, with a line at 1×. */
export function renderSpeedupChart(chart: SpeedupChart): string {
  const groupWidth = chart.arms.length * size.bar + size.gap;
  const width = Math.max(640, size.left + chart.groups.length * groupWidth + size.right);
  const height = size.top + size.plotHeight + size.bottom;
  const most =
    Math.ceil(Math.max(1, ...allBars(chart).map(({ speedup, interval }) => interval?.[1] ?? speedup)) * 2) /
    2;
  const y = (value: number): number => size.top + size.plotHeight * (1 - value / most);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(chart.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(size.left, 26, chart.title, 'font-size="16" font-weight="600" fill="#1f2933"'),
    text(size.left, 44, chart.subtitle, 'font-size="12" fill="#616e7c"'),
    ...legend(chart),
    ...axis(most, width, y),
    ...chart.groups.flatMap((group, index) => groupOf(chart, group, index, groupWidth, y)),
    '</svg>\n',
  ].join('\n');
}

function legend({ arms }: SpeedupChart): string[] {
  let x = size.left;
  return arms.flatMap(({ name }, index) => {
    const left = x;
    x += 26 + name.length * 7;
    return [
      `<rect x="${left}" y="56" width="10" height="10" rx="2" fill="${colourOf(index)}"/>`,
      text(left + 15, 65, name, 'font-size="12" fill="#1f2933"'),
    ];
  });
}

function axis(most: number, width: number, y: (value: number) => number): string[] {
  const step = most > 4 ? 1 : 0.5;
  const lines: string[] = [];
  for (let value = 0; value <= most; value += step) {
    const stroke = value === 1 ? '#1f2933' : '#e4e7eb';
    lines.push(
      `<line x1="${size.left}" x2="${width - size.right}" y1="${y(value)}" y2="${y(value)}" stroke="${stroke}"/>`,
    );
    lines.push(
      text(size.left - 8, y(value) + 4, `${value}×`, 'font-size="11" text-anchor="end" fill="#616e7c"'),
    );
  }
  return lines;
}

function groupOf(
  { arms }: SpeedupChart,
  group: string,
  index: number,
  groupWidth: number,
  y: (value: number) => number,
): string[] {
  const left = size.left + size.gap / 2 + index * groupWidth;
  const middle = left + (arms.length * size.bar) / 2;
  return [
    ...arms.flatMap(({ bars }, arm) => barOf(bars[index], left + arm * size.bar, colourOf(arm), y)),
    text(middle, y(0) + 18, group.replaceAll('_', ' '), 'font-size="11" text-anchor="middle" fill="#1f2933"'),
  ];
}

function barOf(
  bar: SpeedupBar | undefined,
  x: number,
  colour: string,
  y: (value: number) => number,
): string[] {
  if (bar === undefined) return [];
  const centre = x + size.bar / 2;
  const rectangle = `<rect x="${x + 1}" y="${y(bar.speedup)}" width="${size.bar - 2}" height="${y(0) - y(bar.speedup)}" fill="${colour}"><title>${bar.speedup.toFixed(2)}×</title></rect>`;
  if (bar.interval === null) return [rectangle];
  const [low, high] = bar.interval;
  return [rectangle, `<line x1="${centre}" x2="${centre}" y1="${y(low)}" y2="${y(high)}" stroke="#1f2933"/>`];
}

function allBars({ arms }: SpeedupChart): SpeedupBar[] {
  return arms.flatMap(({ bars }) => bars.filter((bar) => bar !== undefined));
}

function colourOf(arm: number): string {
  return colours[arm % colours.length]!;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${font} ${attributes}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
