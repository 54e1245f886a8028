/** Parts that the charts share. */
const colours = ['#9aa5b1', '#7fb5a6', '#5b8def', '#1f4fbf', '#0b2a6b', '#d0843c', '#a4502c'];
/** Of the font's size, on average and with something to spare. */
const characterWidth = 0.54;
const margin = 16;
const font = 'font-family="system-ui, sans-serif"';

export interface Drawing {
  readonly title: string;
  readonly subtitle: string;
  readonly width: number;
  readonly height: number;
  readonly left: number;
}

/** A whole file: white ground, title and subtitle, and the marks. */
export function drawing({ title, subtitle, width, height, left }: Drawing, marks: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(left, 26, title, 'font-size="16" font-weight="600" fill="#1f2933"'),
    text(left, 44, subtitle, `font-size="${sizeThatFits(subtitle, width - left - margin)}" fill="#616e7c"`),
    ...marks,
    '</svg>\n',
  ].join('\n');
}

/** At most 12, less for a line that would not end within the width. */
export function sizeThatFits(line: string, width: number): number {
  return Math.min(12, Math.floor((10 * width) / (line.length * characterWidth)) / 10);
}

export function legend(
  entries: readonly { readonly name: string }[],
  left: number,
  colourAt = colourOf,
): string[] {
  let x = left;
  return entries.flatMap(({ name }, index) => {
    const start = x;
    x += 30 + name.length * 7;
    return [
      `<rect x="${start}" y="56" width="10" height="10" rx="2" fill="${colourAt(index)}"/>`,
      text(start + 15, 65, name, 'font-size="12" fill="#1f2933"'),
    ];
  });
}

export interface TimesAxis {
  readonly most: number;
  readonly left: number;
  readonly right: number;
  readonly y: (value: number) => number;
}

/** Lines from 0 to the most, the one at 1× dark. */
export function timesAxis({ most, left, right, y }: TimesAxis): string[] {
  const step = most > 8 ? 2 : most > 4 ? 1 : 0.5;
  const lines: string[] = [];
  for (let value = 0; value <= most; value += step) {
    const stroke = value === 1 ? '#1f2933' : '#e4e7eb';
    lines.push(`<line x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" stroke="${stroke}"/>`);
    lines.push(text(left - 8, y(value) + 4, `${value}×`, 'font-size="11" text-anchor="end" fill="#616e7c"'));
  }
  return lines;
}

export function colourOf(index: number): string {
  return colours[index % colours.length]!;
}

export function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${font} ${attributes}>${escape(content)}</text>`;
}

export function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
