// The static speculator's trainer is Python: its packages go into a folder beside node_modules' stamps, once for each
// version of its requirements, and its tests run with them.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './prepare.mjs';

const trainer = join(root, 'apps/speculator-trainer');
/** What jax asks for. */
const minorMin = 11;

/** Resolves with how many tests passed and failed; undefined where Python is too old for the trainer's packages. */
export async function runTrainerTests() {
  const version = await run(['-c', 'import sys; print(sys.version_info[0], sys.version_info[1])']);
  const [major, minor] = version.output.trim().split(' ').map(Number);
  if (version.code !== 0 || major !== 3 || minor < minorMin) return undefined;
  const packages = await install();
  const { code, output } = await run(['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'], {
    PYTHONPATH: packages,
    PYTHONDONTWRITEBYTECODE: '1',
  });
  if (code !== 0) process.stderr.write(output);
  const ran = Number(/^Ran (\d+) tests? in /m.exec(output)?.[1] ?? 0);
  const outcome = /^FAILED \(.*\)$/m.exec(output)?.[0] ?? '';
  const failed = [...outcome.matchAll(/(?:failures|errors)=(\d+)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  // A run that ended before it told anything is one failure.
  return {
    passed: Math.max(0, ran - failed),
    failed: failed === 0 && (code !== 0 || ran === 0) ? 1 : failed,
  };
}

/** Resolves with the folder of the packages. */
async function install() {
  const requirements = join(trainer, 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(root, 'node_modules', '.slipstream', `python-${digest}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  process.stderr.write('Installing the Python packages of the trainer …\n');
  const { code, output } = await run([
    '-m',
    'pip',
    'install',
    '--quiet',
    '--target',
    unfinished,
    '-r',
    requirements,
  ]);
  if (code !== 0) throw new Error(`pip could not install the trainer's packages:\n${output}`);
  renameSync(unfinished, folder);
  return folder;
}

function run(args, environment = {}) {
  const child = spawn('python3', args, {
    cwd: trainer,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
