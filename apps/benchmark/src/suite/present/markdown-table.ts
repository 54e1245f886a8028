export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [rowOf(head), `|${'---|'.repeat(head.length)}`, ...rows.map(rowOf)];
}

/** Empty where the figure is not known. */
export function figureCell(value: number | null | undefined): string {
  return value?.toFixed(2) ?? '';
}

export function intervalCell(interval: readonly [number, number] | null | undefined): string {
  return interval?.map((bound) => bound.toFixed(2)).join(' – ') ?? '';
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
