import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

import {
  joinUsage,
  usageFolderName,
  usageJournalExtension,
  type UsageReport,
  UsageTally,
} from '@slipstream/contract';

export interface UsageSpoolOptions {
  readonly dataFolder: string;
  readonly nowMs: () => number;
  /** Makes reports durable. Rejects when it cannot; what was reported is then reported again. */
  readonly record: (reports: readonly UsageReport[]) => Promise<void>;
}

interface OpenFile {
  readonly tally: UsageTally;
  readonly utf8: StringDecoder;
  offset: number;
}

/** Workers begin another file after a minute; what is three times as old is written no more. */
const finishedAgeMs = 180_000;
const readBytesMax = 1_048_576;
const batchCountMax = 500;

/**
 * The journals that workers of this machine leave in the data folder. What is read of a file is recorded before its
 * place is remembered, and a file is removed after its end was recorded; so whoever is killed, it is read again.
 */
export class UsageSpool {
  private readonly folder: string;
  private readonly files = new Map<string, OpenFile>();

  constructor(private readonly options: UsageSpoolOptions) {
    this.folder = join(options.dataFolder, usageFolderName);
  }

  /** Records what has been written since the last sweep. */
  async sweep(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(usageJournalExtension)).sort();
    for (const name of names) await this.sweepFile(name);
  }

  private async sweepFile(name: string): Promise<void> {
    const path = join(this.folder, name);
    const handle = await open(path, 'r');
    // A sweep that fails forgets its place: reading a file again from its start is always right.
    const file = this.files.get(name) ?? {
      tally: new UsageTally(),
      utf8: new StringDecoder('utf8'),
      offset: 0,
    };
    this.files.delete(name);
    try {
      const isFinished = this.options.nowMs() - Number.parseInt(name, 10) > finishedAgeMs;
      await this.readOn(handle, file);
      if (isFinished) {
        await this.record(file.tally.takeInterrupted());
        await rm(path);
        // Whatever was written until the removal is in; a later writer sees that the file is gone.
        await this.readOn(handle, file);
      } else {
        this.files.set(name, file);
      }
    } finally {
      await handle.close();
    }
  }

  private async readOn(handle: Awaited<ReturnType<typeof open>>, file: OpenFile): Promise<void> {
    const buffer = Buffer.allocUnsafe(readBytesMax);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, readBytesMax, file.offset);
      if (bytesRead === 0) return;
      file.offset += bytesRead;
      file.tally.push(file.utf8.write(buffer.subarray(0, bytesRead)));
      await this.record(file.tally.takeChanged());
    }
  }

  private async record(reports: readonly UsageReport[]): Promise<void> {
    const byRequest = new Map<string, UsageReport>();
    for (const report of reports) {
      const known = byRequest.get(report.requestId);
      byRequest.set(report.requestId, known === undefined ? report : joinUsage(known, report));
    }
    const joined = [...byRequest.values()];
    for (let first = 0; first < joined.length; first += batchCountMax) {
      await this.options.record(joined.slice(first, first + batchCountMax));
    }
  }
}
