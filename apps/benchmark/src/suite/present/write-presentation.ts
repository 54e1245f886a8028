import { writeOutput } from '../../cli/output-file.js';
import type { ReportFiles } from '../report-files.js';
import { pngOf } from './png.js';
import { present } from './present.js';

export interface WrittenPresentation {
  readonly table: string;
  /** No text of any arm differed. */
  readonly isLossless: boolean;
}

/** Draws and judges the reports of a folder, into the same folder. */
export async function writePresentation(files: ReportFiles): Promise<WrittenPresentation> {
  const { goals, table, page, charts } = present(await files.readAll());
  for (const [part, svg] of charts) {
    await writeOutput(files.pathOf(`${part}.svg`), svg);
    await writeOutput(files.pathOf(`${part}.png`), pngOf(svg));
  }
  await writeOutput(files.pathOf('README.md'), page);
  const isLossless = goals.every(({ part, verdict }) => part !== 'all' || verdict !== 'missed');
  return { table: `${table}\n${files.pathOf('README.md')}\n`, isLossless };
}
