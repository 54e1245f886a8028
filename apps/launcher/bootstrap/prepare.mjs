// Brings a bare clone to a built workspace: dependencies, generated code, build. Node's built-ins only, because
// it runs before anything is installed. Each part is skipped while what it depends on is unchanged.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const stampFolder = join(root, 'node_modules', '.slipstream');
const nodeMajorMin = 20;

/** Installs, generates and builds what is missing or out of date. Exits with a clear line if it cannot. */
export async function prepare() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < nodeMajorMin) {
    fail(
      `Slipstream needs Node ${nodeMajorMin} or newer; this is ${process.versions.node}. Install it from nodejs.org.`,
    );
  }
  await withLock(async () => {
    await once('install', digest(['package.json', 'package-lock.json', ...manifests()]), install);
    await once('generate', digest(filesUnder('prisma')), generate);
    await once('build', digest([...sources(), 'tsconfig.base.json', 'tsconfig.json']), build);
  });
}

async function install() {
  const environment = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await step(
    'Installing dependencies',
    npm(),
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    environment,
    ['Check that the npm registry can be reached (npm ping), then run the command again.'],
  );
}

async function generate() {
  const scripts = JSON.parse(readFileSync(join(root, 'libs/persistence/package.json'), 'utf8')).scripts ?? {};
  if (scripts.generate === undefined) return;
  await step('Generating the database client', npm(), ['run', 'generate', '-w', '@slipstream/persistence']);
}

async function build() {
  await step('Building', process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
}

/** Runs a part unless it already ran on these very inputs. */
async function once(name, inputDigest, run) {
  const stamp = join(stampFolder, `${name}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputDigest) return;
  await run();
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, inputDigest);
}

/** Runs a command quietly, with a line that tells what is going on and for how long. */
function step(title, command, args, environment = process.env, advice = []) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  const isTerminal = process.stderr.isTTY === true;
  if (!isTerminal) process.stderr.write(`${title} …\n`);
  const timer = isTerminal && setInterval(() => process.stderr.write(`\r${title} … ${seconds()} s`), 250);
  const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-20000)));
  return new Promise((resolve) => {
    const end = (failure) => {
      if (timer) clearInterval(timer);
      if (failure === undefined) {
        process.stderr.write(`${isTerminal ? '\r' : ''}${title}: done in ${seconds()} s\n`);
        return resolve();
      }
      process.stderr.write(`\n${output}\n`);
      fail([`${title} failed: ${failure}.`, ...advice].join(' '));
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) =>
      end(code === 0 ? undefined : `it ended with ${signal ?? `code ${code}`}`),
    );
  });
}

/** One preparation at a time: a second one waits for the first, and a lock left by a killed one is taken over. */
async function withLock(run) {
  const lock = join(root, '.slipstream-prepare.lock');
  for (let isTold = false; ; isTold = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write to ${root}: ${error.message}`);
    }
    if (!isRunning(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!isTold) process.stderr.write('Another command is preparing this folder; waiting for it …\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const unlock = () => rmSync(lock, { force: true });
  process.once('exit', unlock);
  await run();
  process.removeListener('exit', unlock);
  unlock();
}

/** Ids are used again, so a number alone proves nothing: it has to be another launcher's. */
function isRunning(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!(pid > 0) || pid === process.pid) return false;
    process.kill(pid, 0);
    const command = `/proc/${pid}/cmdline`;
    return !existsSync(command) || readFileSync(command, 'utf8').includes('bootstrap');
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function manifests() {
  const folders = ['libs', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return [...folders, 'test']
    .map((folder) => `${folder}/package.json`)
    .filter((file) => existsSync(join(root, file)));
}

function sources() {
  return ['libs', 'apps', 'test', 'prisma'].flatMap(filesUnder);
}

function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  const skipped = new Set(['node_modules', 'dist', 'generated']);
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(path);
    return /\.(ts|json|prisma|sql|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Paths, sizes and contents; 300 small files take about 20 ms. */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const path = join(root, file);
    if (!existsSync(path) || !statSync(path).isFile()) continue;
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
