import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { LaunchError } from './launch-error.js';

/** The folder of one platform: only one launcher may use it at a time. */
export class DataFolder {
  private constructor(readonly path: string) {}

  /** @throws LaunchError when another launcher that still runs has claimed it. */
  static async claim(path: string): Promise<DataFolder> {
    const folder = new DataFolder(path);
    try {
      await mkdir(dirname(folder.lockFile), { recursive: true });
      await mkdir(folder.logs, { recursive: true });
      while (!(await folder.lock())) await folder.removeStaleLock();
    } catch (error) {
      if (error instanceof LaunchError) throw error;
      throw new LaunchError(`The data folder ${path} cannot be used: ${(error as Error).message}.`);
    }
    return folder;
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get postgres(): string {
    return join(this.path, 'postgres');
  }

  get credentialsFile(): string {
    return join(this.path, 'credentials.json');
  }

  async release(): Promise<void> {
    await rm(this.lockFile, { force: true });
  }

  private get lockFile(): string {
    return join(this.path, 'run', 'launcher.pid');
  }

  private async lock(): Promise<boolean> {
    try {
      const file = await open(this.lockFile, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  private async removeStaleLock(): Promise<void> {
    const pid = Number(await readFile(this.lockFile, 'utf8').catch(() => ''));
    if (pid > 0 && pid !== process.pid && (await isLauncher(pid))) {
      throw new LaunchError(
        `Slipstream already runs on ${this.path} (process ${pid}). ` +
          'Stop it first, or choose another folder with --data-dir.',
      );
    }
    await rm(this.lockFile, { force: true });
  }
}

/** Whether a process runs and is a launcher: ids are reused, so a number alone proves nothing. */
async function isLauncher(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  // Where the system does not tell, a running process is taken for what the file says.
  return commandLine === undefined || commandLine.includes('node') || commandLine.includes('jest');
}
