import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Which code was measured. */
export interface CodeVersion {
  /** The last commit that changed it; null outside a repository. */
  readonly commit: string | null;
  /** Whether there are changes that are in no commit. */
  readonly isModified: boolean;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** Pages and figures are no code. */
const codePaths = ['apps', 'libs', 'package-lock.json'];

export async function readCodeVersion(): Promise<CodeVersion> {
  const commit = await git('log', '-1', '--format=%H', '--', ...codePaths);
  const changes = await git('status', '--porcelain', '--', ...codePaths);
  return { commit: commit === undefined || commit === '' ? null : commit, isModified: changes !== '' };
}

async function git(...args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: root });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
