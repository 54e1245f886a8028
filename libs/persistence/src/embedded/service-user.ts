import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedDatabaseFailed } from '../errors.js';

export interface ServiceUser {
  uid: number;
  gid: number;
}

const userName = 'postgres';

/** PostgreSQL refuses to run as root, so root runs it as a user of its own, created if need be. */
export async function serviceUser(): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const known = await findUser();
  if (known) {
    return known;
  }
  await promisify(execFile)('useradd', ['--system', '--user-group', '--no-create-home', userName]).catch(
    () => undefined,
  );
  const created = await findUser();
  if (!created) {
    throw new EmbeddedDatabaseFailed(
      `PostgreSQL does not run as root, and the user "${userName}" could not be created. ` +
        'Start Slipstream as another user, or give the URL of a database in DATABASE_URL.',
    );
  }
  return created;
}

async function findUser(): Promise<ServiceUser | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  const fields = lines.map((line) => line.split(':')).find(([name]) => name === userName);
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}
