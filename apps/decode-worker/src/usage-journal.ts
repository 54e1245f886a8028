import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { usageFolderName, usageJournalExtension } from '@slipstream/contract';

/** Where usage is written down. */
export interface UsageLog {
  /** False when there is no file, or none any more, to go on with. */
  append(text: string): boolean;
  /** Starts a file with this text. Throws what the system says when that fails. */
  begin(text: string): void;
}

/** A file older than this is followed by another, so that the collector of usage can remove it once it has read it. */
export const usageFileAgeMsMax = 60_000;

/**
 * Appends to files of the data folder's usage folder. What was written survives the end of this process, however that
 * comes; it is not synchronized to the disk, so the end of the machine may cost the last seconds.
 */
export class UsageJournal implements UsageLog {
  private readonly folder: string;
  private file: { readonly descriptor: number; readonly startedMs: number } | undefined;

  constructor(
    dataFolder: string,
    private readonly options: { readonly replicaId: string; readonly nowMs: () => number },
  ) {
    this.folder = join(dataFolder, usageFolderName);
  }

  append(text: string): boolean {
    const { file } = this;
    if (file === undefined || this.options.nowMs() - file.startedMs > usageFileAgeMsMax) return false;
    try {
      appendFileSync(file.descriptor, text);
      // A process that was stopped for long may wake up with a file that has been read and removed meanwhile.
      return fstatSync(file.descriptor).nlink > 0;
    } catch {
      // It may have been written in part: what follows belongs into another file.
      this.close();
      return false;
    }
  }

  begin(text: string): void {
    this.close();
    const startedMs = this.options.nowMs();
    const suffix = randomBytes(4).toString('hex');
    mkdirSync(this.folder, { recursive: true });
    // The time comes first, so that files sort by age, and last is what keeps two lives of a replica apart.
    const name = `${startedMs}-${this.options.replicaId}-${suffix}${usageJournalExtension}`;
    const descriptor = openSync(join(this.folder, name), 'ax');
    try {
      appendFileSync(descriptor, text);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    this.file = { descriptor, startedMs };
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file.descriptor);
    this.file = undefined;
  }
}
