import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { z } from 'zod';

const formatVersion = 1;

const admissionRecordSchema = z.object({
  /** What the finding holds for: see `admissionClassOf`. */
  admissionClass: z.string(),
  comparedRows: z.number(),
  largestDifference: z.number(),
  /** t(rows): the measured time of a step. */
  stepTimes: z.array(z.object({ rows: z.number(), ms: z.number() })).min(2),
  admittedAt: z.iso.datetime(),
});

const admissionFileSchema = z.object({
  formatVersion: z.literal(formatVersion),
  records: z.array(admissionRecordSchema),
});

/** The finding that a target is bit-exact on one class of machine, and how long its steps take there. */
export type AdmissionRecord = z.output<typeof admissionRecordSchema>;

/** Classes of machine that share one target folder; the oldest findings go first. */
const recordsMax = 64;

/**
 * Findings kept beside the target, or, where that folder is read-only, in the data folder. A file that cannot be
 * read counts as none: the worst that follows is that the target is checked again.
 */
export class AdmissionStore {
  private readonly paths: readonly string[];

  constructor(targetFolder: string, dataFolder: string) {
    this.paths = [
      join(targetFolder, 'admission.json'),
      join(dataFolder, 'admissions', `${basename(targetFolder)}.json`),
    ];
  }

  async find(admissionClass: string): Promise<AdmissionRecord | undefined> {
    for (const path of this.paths) {
      const record = (await readRecords(path)).find(
        (candidate) => candidate.admissionClass === admissionClass,
      );
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** Returns the file that now has the record. */
  async save(record: AdmissionRecord): Promise<string> {
    const [beside, apart] = this.paths as [string, string];
    try {
      await addRecord(beside, record);
      return beside;
    } catch (error) {
      if (!isReadOnly(error)) throw error;
      await mkdir(dirname(apart), { recursive: true });
      await addRecord(apart, record);
      return apart;
    }
  }
}

async function readRecords(path: string): Promise<AdmissionRecord[]> {
  try {
    return admissionFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).records;
  } catch {
    return [];
  }
}

/** Written aside and renamed, so that a reader sees the old file or the new one, never half of it. */
async function addRecord(path: string, record: AdmissionRecord): Promise<void> {
  const others = (await readRecords(path)).filter(
    ({ admissionClass }) => admissionClass !== record.admissionClass,
  );
  const records = [...others, record].slice(-recordsMax);
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(aside, JSON.stringify({ formatVersion, records }, null, 2), { flag: 'wx' });
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

function isReadOnly(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM';
}
