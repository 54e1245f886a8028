import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EmbeddedDatabaseFailed } from '../errors.js';
import { prepareServerBinaries, type ServerBinaries } from './server-binaries.js';
import { serviceUser, type ServiceUser } from './service-user.js';

export interface EmbeddedPostgresOptions {
  /** The cluster's own folder; created at the first start. Its parents must be open to all users if root starts it. */
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
  const binaries = await prepareServerBinaries();
  const user = await serviceUser();
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
  // A folder without a version is what an interrupted creation left.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const flags = [
    `--pgdata=${folder}`,
    '--username=slipstream',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
  ];
  const initdb = spawn(
    binaries.initdb,
    [...flags, '--encoding=UTF8', '--no-locale', '--no-sync'],
    spawnOptions(user),
  );
  const complaint = collect(initdb);
  const code = await ended(initdb);
  if (code !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new EmbeddedDatabaseFailed(
      `The database could not be created in ${folder}: ${lastLine(complaint())}`,
    );
  }
  return password;
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
  return spawn(binaries.postgres, ['-D', folder, '-p', String(port), ...flags], spawnOptions(user));
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

/** Ends a server that still runs in the folder. The process must name the folder, because ids are reused. */
async function endLeftover(folder: string): Promise<void> {
  const lockFile = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const pid = Number(lockFile?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) {
    return;
  }
  const commandLine = (): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!(await commandLine()).includes(folder)) {
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < startDeadlineMs; waitedMs += 50) {
    if (!(await commandLine()).includes(folder)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new EmbeddedDatabaseFailed(
    `Process ${pid} still uses the database in ${folder} and does not end; end it by hand.`,
  );
}

function spawnOptions(user: ServiceUser | undefined) {
  // A group of its own keeps a Ctrl-C in the terminal from ending the database before those who use it.
  return { ...user, detached: true, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
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
