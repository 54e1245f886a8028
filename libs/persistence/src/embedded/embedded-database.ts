import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabaseFailed } from '../errors.js';
import { prepareServerBinaries, type ServerBinaries } from './server-binaries.js';
import { serviceUser, type ServiceUser } from './service-user.js';

export interface EmbeddedPostgresOptions {
  /** The cluster's own folder; created at the first start. */
  folder: string;
  /** By default a free one. */
  port?: number;
  /** What the server writes, line by line. */
  onLog?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The URL of the database, as its owner. */
  url: string;
  /** Ends the server after its current transactions and resolves when it is gone. */
  stop(): Promise<void>;
}

const startDeadlineMs = 30_000;

/**
 * Starts a PostgreSQL server of this folder's own, on 127.0.0.1 only. A server that an earlier life left running in
 * the folder is ended first; one that was killed recovers by itself.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = await serviceUser();
  const binaries = await prepareServerBinaries(user);
  const password = await ensureCluster(binaries, options.folder, user);
  await endLeftover(options.folder);
  const port = options.port ?? (await freePort());
  const server = spawnServer(binaries, { folder: options.folder, port, user });
  await untilReady(server, options.onLog);
  return {
    url: `postgresql://slipstream:${password}@127.0.0.1:${port}/postgres`,
    stop: () => stopServer(server),
  };
}

/** Creates the cluster unless it is there; returns its password, which lies beside it. */
async function ensureCluster(
  binaries: ServerBinaries,
  folder: string,
  user: ServiceUser | undefined,
): Promise<string> {
  const passwordFile = `${folder}.password`;
  if (await isFile(join(folder, 'PG_VERSION'))) {
    return readFile(passwordFile, 'utf8').catch(() => {
      throw new EmbeddedDatabaseFailed(
        `${passwordFile} is missing, so the database in ${folder} cannot be opened.`,
      );
    });
  }
  // Made aside, since half a cluster has a version too: what an interrupted creation left is not taken for one.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(unfinished, user.uid, user.gid);
  const { code, complaint } = await initializeCluster(binaries, unfinished, { user, password });
  if (code !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new EmbeddedDatabaseFailed(
      `The database could not be created in ${folder}: ${lastLine(complaint)}`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return password;
}

async function initializeCluster(
  binaries: ServerBinaries,
  folder: string,
  { user, password }: { user: ServiceUser | undefined; password: string },
): Promise<{ code: number | null; complaint: string }> {
  // Read once by a server that may run as another user, who perhaps cannot get at the folder's neighbours.
  const handover = join(tmpdir(), `slipstream-${randomBytes(8).toString('hex')}`);
  await writeFile(handover, password, { mode: 0o600, flag: 'wx' });
  try {
    if (user) await chown(handover, user.uid, user.gid);
    const flags = [`--pgdata=${pathSeenBy(user, folder)}`, `--pwfile=${handover}`, '--username=slipstream'];
    const settings = ['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync'];
    const initdb = spawn(binaries.initdb, [...flags, ...settings], spawnOptions(user, folder));
    const complaint = collect(initdb);
    return { code: await ended(initdb), complaint: complaint() };
  } finally {
    await rm(handover, { force: true });
  }
}

function spawnServer(
  binaries: ServerBinaries,
  { folder, port, user }: { folder: string; port: number; user: ServiceUser | undefined },
): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_destination=stderr',
    'logging_collector=off',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const program = ['-D', pathSeenBy(user, folder), '-p', String(port), ...flags];
  return spawn(binaries.postgres, program, spawnOptions(user, folder));
}

async function untilReady(server: ChildProcess, onLog: ((line: string) => void) | undefined): Promise<void> {
  const complaint = collect(server);
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new EmbeddedDatabaseFailed(`PostgreSQL did not start: ${why} ${lastLine(complaint())}`));
    const deadline = setTimeout(() => {
      server.kill('SIGKILL');
      fail(`it was not ready after ${startDeadlineMs / 1000} s.`);
    }, startDeadlineMs);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with code ${code}.`));
    server.stderr?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line !== '') onLog?.(line);
      }
      if (complaint().includes('ready to accept connections')) {
        clearTimeout(deadline);
        resolve();
      }
    });
  });
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back and everything is written. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) {
    return;
  }
  const gone = ended(server);
  server.kill('SIGINT');
  await gone;
}

/** Ends a server that still runs in the folder. The process must work there, because ids are reused. */
async function endLeftover(folder: string): Promise<void> {
  const lockFile = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const pid = Number(lockFile?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  // A server makes its cluster its working folder.
  const isRunning = async (): Promise<boolean> =>
    (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(folder));
  if (!(await isRunning())) return;
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < startDeadlineMs; waitedMs += 50) {
    if (!(await isRunning())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new EmbeddedDatabaseFailed(
    `Process ${pid} still uses the database in ${folder} and does not end; end it by hand.`,
  );
}

/**
 * Another user may not be let through the folder's parents (a home folder is closed to others), but it may stay where
 * it was put: it starts with the cluster as its working folder and names it as such.
 */
function pathSeenBy(user: ServiceUser | undefined, folder: string): string {
  return user === undefined ? folder : '/proc/self/cwd';
}

function spawnOptions(user: ServiceUser | undefined, folder: string) {
  // A group of its own keeps a Ctrl-C in the terminal from ending the database before those who use it.
  return { ...user, detached: true, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
}

function collect(child: ChildProcess): () => string {
  let output = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000)));
  return () => output;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new EmbeddedDatabaseFailed('No free port was found for the database.');
  }
  return address.port;
}
