import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { BadInput } from '../bad-input.js';
import type { Conversation } from '../bench/conversation.js';
import { parsePrompts } from '../bench/parse-prompts.js';
import { readPrompts } from '../bench/read-prompts.js';
import { narrowTraffic } from '../traffic/narrow.js';
import { type PromptLine, renderPromptLines, type TrafficOptions } from '../traffic/prompt-line.js';
import { PartUnavailable } from './part.js';
import type { SuiteOptions } from './suite-options.js';

/** Which file, so that figures of another one are not taken for these. */
export interface SpecBenchSettings {
  readonly file: string;
  readonly sha256: string;
  readonly limit: number;
}

export function generatedPrompts(lines: readonly PromptLine[]): Conversation[] {
  return parsePrompts(renderPromptLines(lines), 'generated prompts');
}

/** @throws PartUnavailable without the file. */
export async function specBenchSettings(
  { specBench }: SuiteOptions,
  limit: number,
): Promise<SpecBenchSettings> {
  if (specBench === undefined) throw new PartUnavailable('it needs --spec-bench FILE');
  const content = await readFile(specBench).catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The prompts ${specBench} cannot be read: ${error.code ?? error.message}.`);
  });
  const digest = createHash('sha256').update(content);
  return { file: basename(specBench), sha256: digest.digest('hex').slice(0, 16), limit };
}

/** The same, or null where the part can do without. */
export async function optionalSpecBench(
  options: SuiteOptions,
  limit: number,
): Promise<SpecBenchSettings | null> {
  return options.specBench === undefined ? null : specBenchSettings(options, limit);
}

/** The first lines of each task, as many as the settings say; a stream for each task. None without settings. */
export async function specBenchPrompts(
  { specBench }: SuiteOptions,
  settings: SpecBenchSettings | null,
): Promise<Conversation[]> {
  if (settings === null || specBench === undefined) return [];
  return readPrompts({ prompts: specBench, limit: settings.limit });
}

/** A few requests of each narrow tenant, then Spec-Bench, if there is one. */
export async function narrowAndBroadPrompts(
  options: SuiteOptions,
  settings: { readonly traffic: TrafficOptions; readonly specBench: SpecBenchSettings | null },
): Promise<Conversation[]> {
  const broad = await specBenchPrompts(options, settings.specBench);
  return [...generatedPrompts(narrowTraffic(settings.traffic)), ...broad];
}
