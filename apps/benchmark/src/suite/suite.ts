import { BadInput } from '../bad-input.js';
import { ProgressLine } from '../cli/progress-line.js';
import { prepareModel } from '../engine/open-model.js';
import { identifySpeculator } from '../engine/speculator-identity.js';
import { readCodeVersion } from './code-version.js';
import { PartContext } from './part-context.js';
import { type PartName, PartUnavailable, type Settings } from './part.js';
import { parts } from './parts.js';
import { isCurrent, ReportFiles } from './report-files.js';
import type { PartReport, PartRequest } from './reports.js';
import { outputFolderOf, type SuiteOptions } from './suite-options.js';
import { writePresentation } from './present/write-presentation.js';

/** Measures the parts one after the other, then draws and judges all that has been measured. */
export async function suite(options: SuiteOptions): Promise<void> {
  const files = new ReportFiles(outputFolderOf(options));
  await files.prepare();
  if (!options.draw) await measureParts(options, files);
  const { table, isLossless } = await writePresentation(files);
  process.stdout.write(table);
  if (!isLossless) process.exitCode = 1;
}

async function measureParts(options: SuiteOptions, files: ReportFiles): Promise<void> {
  const progress = new ProgressLine();
  const code = await readCodeVersion();
  const { quick, model, profile, threads = null } = options;
  const asked = { quick, model, profile, threads };
  const speculator = identifySpeculator((await prepareModel(options, progress)).staticArtifact);
  for (const [index, part] of options.parts.entries()) {
    const place = `[${index + 1}/${options.parts.length}] ${part}`;
    const settings = await settingsOf(part, options);
    if (settings instanceof PartUnavailable) {
      progress.line(`${place}: left out, ${settings.message}`);
      continue;
    }
    const request = { code, asked, settings, speculator };
    const former = options.again ? undefined : await files.read(part);
    if (former !== undefined && isCurrent(former, request)) {
      progress.line(`${place}: kept, measured on ${former.date.slice(0, 16)} (--again measures it anew)`);
      continue;
    }
    progress.line(`${place} …`);
    const report = await measurePart(part, request, options).catch(failureOf);
    if (report instanceof BadInput) {
      // What one part lacks, a peer that cannot be installed or a speculator, the others may do without.
      progress.line(`${place}: not measured. ${report.message}`);
      process.exitCode = 2;
      continue;
    }
    await files.write(report);
    progress.line(`${place}: done in ${Math.round(report.seconds)} s`);
  }
}

function failureOf(error: unknown): BadInput {
  if (error instanceof BadInput) return error;
  throw error;
}

async function settingsOf(name: PartName, options: SuiteOptions): Promise<Settings | PartUnavailable> {
  try {
    return await parts[name].settings(options);
  } catch (error) {
    if (error instanceof PartUnavailable) return error;
    throw error;
  }
}

async function measurePart(part: PartName, request: PartRequest, options: SuiteOptions): Promise<PartReport> {
  const startedMs = performance.now();
  // A line of its own for each part: it tells how long that part still takes.
  const context = new PartContext(options, new ProgressLine());
  try {
    const figures: unknown = await parts[part].measure(context, request.settings);
    const seconds = (performance.now() - startedMs) / 1000;
    return { part, date: new Date().toISOString(), seconds, ...context.subject, ...request, figures };
  } finally {
    await context.close();
  }
}
