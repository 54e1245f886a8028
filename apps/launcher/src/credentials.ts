import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

import { newApiKeySecret } from '@slipstream/persistence';

import { LaunchError } from './launch-error.js';

/** The secrets of a data folder, made at the first start. */
export interface Credentials {
  /** A platform key for the admin API. */
  readonly adminKey: string;
  /** What the tokens of replicas are derived from. */
  readonly workerSecret: string;
  /** Of the database user that the services log in as. */
  readonly databasePassword: string;
  /** The demo tenant's key, once it was created: the platform itself keeps only a hash. */
  readonly demoKey?: string;
  /** Whose key that is. */
  readonly demoTenantId?: string;
}

export async function loadCredentials(path: string): Promise<Credentials> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new LaunchError(`${path} cannot be read: ${error.message}.`);
  });
  if (text === undefined) {
    const credentials = {
      adminKey: newApiKeySecret(),
      workerSecret: newSecret(),
      databasePassword: newSecret(),
    };
    await saveCredentials(path, credentials);
    return credentials;
  }
  try {
    const { adminKey, workerSecret, databasePassword, ...demo } = JSON.parse(text) as Partial<Credentials>;
    if (typeof adminKey !== 'string' || typeof workerSecret !== 'string')
      throw new Error('fields are missing');
    // A folder from before services had a user of their own has no password; the control plane sets whatever it is told.
    const password =
      databasePassword ?? createHash('sha256').update(`database:${workerSecret}`).digest('hex');
    return { ...demo, adminKey, workerSecret, databasePassword: password };
  } catch (error) {
    throw new LaunchError(
      `${path} is damaged (${(error as Error).message}). Restore it, or start with another --data-dir.`,
    );
  }
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Readable by its owner alone, and replaced as a whole. */
export async function saveCredentials(path: string, credentials: Credentials): Promise<void> {
  const partPath = `${path}.part`;
  await writeFile(partPath, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(partPath, path);
}
