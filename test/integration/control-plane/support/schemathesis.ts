import { execFile } from 'node:child_process';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = '4.32.5';
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipstream');
const folder = join(cache, `schemathesis-${version}`);

export interface Schemathesis {
  /** Arguments of `python3` that start it. */
  readonly program: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Installs Schemathesis once into the user's cache; undefined where Python or its packages cannot be had. */
export async function installSchemathesis(): Promise<Schemathesis | undefined> {
  if (!(await isThere(folder))) {
    const part = `${folder}.${process.pid}`;
    try {
      await mkdir(cache, { recursive: true });
      const target = ['--quiet', '--target', part, `schemathesis==${version}`];
      await run('python3', ['-m', 'pip', 'install', '--disable-pip-version-check', ...target]);
      await rename(part, folder);
    } catch {
      await rm(part, { recursive: true, force: true });
      if (!(await isThere(folder))) return undefined;
    }
  }
  return {
    program: ['-c', 'from schemathesis.cli import schemathesis; schemathesis()'],
    environment: { PYTHONPATH: folder, NO_COLOR: '1' },
  };
}

/** Refusals that depend on what exists and what was asked before, and not on the form of a request. */
const refusalsOfState = [401, 403, 404, 409, 412, 422, 429];

/**
 * Writes the settings that have no option of their own: ids of what exists, so that requests get past the 404, and which
 * answers a request in the right form, or one without a header that is needed, may get.
 */
export async function writeSettings(file: string, ids: Readonly<Record<string, string>>): Promise<void> {
  const accepted = ['2xx', ...refusalsOfState].map((status) => JSON.stringify(status)).join(', ');
  const lines = [
    '[checks]',
    `positive_data_acceptance.expected-statuses = [${accepted}]`,
    'missing_required_header.expected-statuses = [400, 401, 403, 404, 428]',
    '[parameters]',
    ...Object.entries(ids).map(([name, id]) => `"path.${name}" = "${id}"`),
    '',
  ];
  await writeFile(file, lines.join('\n'));
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
