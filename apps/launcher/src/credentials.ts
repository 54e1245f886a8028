import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

import { newApiKeySecret } from '@slipstream/persistence';

import { LaunchError } from './launch-error.js';

/** The secrets of a data folder, made at the first start. */
export interface Credentials {
  /** A platform key for the admin API. */
  readonly adminKey: string;
  /** What the tokens of replicas are derived from. */
  readonly workerSecret: string;
  /** The demo tenant's key, once it was created: the platform itself keeps only a hash. */
  readonly demoKey?: string;
}

export async function loadCredentials(path: string): Promise<Credentials> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new LaunchError(`${path} cannot be read: ${error.message}.`);
  });
  if (text === undefined) {
    const credentials = { adminKey: newApiKeySecret(), workerSecret: randomBytes(32).toString('hex') };
    await saveCredentials(path, credentials);
    return credentials;
  }
  try {
    const { adminKey, workerSecret, demoKey } = JSON.parse(text) as Partial<Credentials>;
    if (typeof adminKey !== 'string' || typeof workerSecret !== 'string')
      throw new Error('fields are missing');
    return { adminKey, workerSecret, ...(demoKey === undefined ? {} : { demoKey }) };
  } catch (error) {
    throw new LaunchError(
      `${path} is damaged (${(error as Error).message}). Restore it, or start with another --data-dir.`,
    );
  }
}

/** Readable by its owner alone, and replaced as a whole. */
export async function saveCredentials(path: string, credentials: Credentials): Promise<void> {
  const partPath = `${path}.part`;
  await writeFile(partPath, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(partPath, path);
}
