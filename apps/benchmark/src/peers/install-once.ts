import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { BadInput } from '../bad-input.js';
import type { ProgressLine } from '../cli/progress-line.js';

export interface Installation {
  /** Name and version. */
  readonly peer: string;
  /** Beside the data, outside the project: who does not compare does not install it. */
  readonly folder: string;
  readonly progress: ProgressLine;
}

/** Installs into the folder unless that was done before. An installation that was cut off begins anew. */
export async function installOnce(
  { peer, folder, progress }: Installation,
  install: () => Promise<void>,
): Promise<void> {
  const stamp = join(folder, 'installed');
  if (existsSync(stamp)) return;
  const startedMs = performance.now();
  progress.line(`Installing ${peer} for comparison …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install();
  await writeFile(stamp, '');
  progress.line(`Installing ${peer}: done in ${Math.round((performance.now() - startedMs) / 1000)} s`);
}

export interface InstallerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What to check if it fails, as a sentence. */
  readonly advice: string;
}

/** @throws BadInput with what the installer said last. */
export async function runInstaller({ command, args, cwd, env, advice }: InstallerCommand): Promise<void> {
  const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2000)));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      complaint += error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  if (code !== 0) throw new BadInput(`${advice} ${complaint.trim().split('\n').at(-1) ?? ''}`);
}
