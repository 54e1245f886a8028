import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TargetCompilerError, TargetNotWritten } from './errors.js';

/**
 * Makes sure that a folder exists and is whole: unless it is there, `write` fills a folder beside it, which then
 * takes its name. When two processes do so at once, the first wins and the other's work is thrown away.
 */
export async function placeFolder(
  folder: string,
  write: (partFolder: string) => Promise<void>,
): Promise<void> {
  if (await isFolder(folder)) return;
  const partFolder = `${folder}${PART_MARK}${process.pid}`;
  try {
    await removeAbandoned(folder);
    await mkdir(partFolder, { recursive: true });
    await write(partFolder);
    await rename(partFolder, folder);
  } catch (error) {
    await rm(partFolder, { recursive: true, force: true });
    if (error instanceof TargetCompilerError) throw error;
    if (await isFolder(folder)) return;
    if (!isSystemError(error)) throw error;
    throw new TargetNotWritten(`The compiled target cannot be written to ${folder}: ${error.message}.`, {
      cause: error,
    });
  }
}

const PART_MARK = '.part-';

/** Deletes what processes left behind that died in the middle of writing this folder. */
async function removeAbandoned(folder: string): Promise<void> {
  const parent = dirname(folder);
  const prefix = `${basename(folder)}${PART_MARK}`;
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length));
    if (pid === process.pid || !isRunning(pid))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process cannot be signalled, but it runs.
    return isSystemError(error) && error.code === 'EPERM';
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
