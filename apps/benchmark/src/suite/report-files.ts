import { mkdir, readFile, rename } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { BadInput } from '../bad-input.js';
import { writeJson } from '../cli/output-file.js';
import { processorName } from '../bench/machine.js';
import { type PartName, partNames } from './part.js';
import type { PartReport, PartRequest, Reports } from './reports.js';

/** The files of the parts, in one folder. */
export class ReportFiles {
  constructor(private readonly folder: string) {}

  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new BadInput(`The folder ${this.folder} cannot be made: ${error.code ?? error.message}.`);
    });
  }

  pathOf(file: string): string {
    return join(this.folder, file);
  }

  /** A part that was measured and written by a suite; undefined for anything else. */
  async read(part: PartName): Promise<PartReport | undefined> {
    const text = await readFile(this.pathOf(`${part}.json`), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const value = JSON.parse(text) as Partial<PartReport>;
      return value.part === part && value.figures !== undefined ? (value as PartReport) : undefined;
    } catch {
      return undefined;
    }
  }

  async readAll(): Promise<Reports> {
    const found: Record<string, PartReport> = {};
    for (const part of partNames) {
      const report = await this.read(part);
      if (report !== undefined) found[part] = report;
    }
    return found as Reports;
  }

  /** A file is either the former report or the whole new one, also if the suite is stopped meanwhile. */
  async write(report: PartReport): Promise<void> {
    const path = this.pathOf(`${report.part}.json`);
    await writeJson(`${path}.part`, report);
    await rename(`${path}.part`, path);
  }
}

/** Whether a report is what measuring now would find: of the same code, machine, model, static layer and settings. */
export function isCurrent(report: PartReport, now: PartRequest): boolean {
  const { code, asked, settings, speculator, machine } = report;
  return (
    !now.code.isModified &&
    isDeepStrictEqual({ code, asked, settings, speculator }, JSON.parse(JSON.stringify(now))) &&
    machine.processor === processorName() &&
    machine.logicalCores === cpus().length
  );
}
