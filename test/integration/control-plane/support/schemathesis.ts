import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = '4.32.5';
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipstream');
const folder = join(cache, `schemathesis-${version}`);

/** Requests made up for each operation in each phase: few, so that a run ends soon; `npm run fuzz` makes many. */
const examplesMax = Number(process.env['FUZZ_EXAMPLES'] ?? 5);
/** How long one run may take. */
export const attackMsMax = examplesMax > 5 ? 3_600_000 : 240_000;

/** Refusals that depend on what exists and what was asked before, and not on the form of a request. */
const refusalsOfState = [401, 403, 404, 409, 412, 422, 429];
/** What bad input may be answered; 414 where it makes a URL too long, 429 where there were too many attempts before it. */
const refusals = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431].join(', ');

export interface Attack {
  /** Where the OpenAPI document is served. */
  readonly document: string;
  readonly key: string;
  /** Ids of what exists, so that requests get past the 404. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Paths of resources that are still there after a DELETE, by a regular expression. */
  readonly lingering?: string;
  /** Further statuses that a request in the right form may get. */
  readonly accepted?: readonly number[];
}

/** Makes up requests from an OpenAPI document, with all of its checks. */
export class Schemathesis {
  private constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly workFolder: string,
  ) {}

  /** Installs it once into the user's cache; undefined, and said so, where Python or its packages cannot be had. */
  static async install(): Promise<Schemathesis | undefined> {
    if (!(await isThere(folder)) && !(await installInto(folder))) {
      console.warn('NOT RUN: Schemathesis needs python3 with pip.');
      return undefined;
    }
    const workFolder = await mkdtemp(join(tmpdir(), 'slipstream-schemathesis-'));
    return new Schemathesis({ PYTHONPATH: folder, NO_COLOR: '1' }, workFolder);
  }

  /** `no failures`, or everything that it has to say. */
  async attack({ document, key, ...settings }: Attack): Promise<string> {
    const file = join(this.workFolder, 'schemathesis.toml');
    await writeFile(file, settingsOf(settings));
    // The seed makes a failure repeatable.
    const bounds = ['--seed', '1', '--max-examples', String(examplesMax), '--generation-database', 'none'];
    const program = ['-c', 'from schemathesis.cli import schemathesis; schemathesis()'];
    const args = ['--config-file', file, 'run', document, ...bounds, '--no-shrink'];
    const child = spawn('python3', [...program, ...args, '--header', `Authorization: Bearer ${key}`], {
      env: { ...process.env, ...this.environment },
      cwd: this.workFolder,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (output += text.toString()));
    }
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) return output;
    console.info(output.slice(output.lastIndexOf(' SUMMARY ')));
    return 'no failures';
  }

  async close(): Promise<void> {
    await rm(this.workFolder, { recursive: true, force: true });
  }
}

/** The settings that have no option of their own. */
function settingsOf({ ids = {}, lingering, accepted = [] }: Omit<Attack, 'document' | 'key'>): string {
  const statuses = ['2xx', ...refusalsOfState, ...accepted].map((status) => JSON.stringify(status));
  return [
    '[checks]',
    `positive_data_acceptance.expected-statuses = [${statuses.join(', ')}]`,
    `negative_data_rejection.expected-statuses = [${refusals}]`,
    'missing_required_header.expected-statuses = [400, 401, 403, 404, 428]',
    '[parameters]',
    ...Object.entries(ids).map(([name, id]) => `"path.${name}" = "${id}"`),
    ...(lingering === undefined
      ? []
      : ['[[operations]]', `include-path-regex = '${lingering}'`, 'checks.use_after_free.enabled = false']),
    '',
  ].join('\n');
}

async function installInto(target: string): Promise<boolean> {
  const part = `${target}.${process.pid}`;
  try {
    await mkdir(cache, { recursive: true });
    const what = ['--quiet', '--target', part, `schemathesis==${version}`];
    await run('python3', ['-m', 'pip', 'install', '--disable-pip-version-check', ...what]);
    await rename(part, target);
    return true;
  } catch {
    await rm(part, { recursive: true, force: true });
    return isThere(target);
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
