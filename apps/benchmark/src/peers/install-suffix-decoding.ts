import { join } from 'node:path';

import type { ProgressLine } from '../cli/progress-line.js';
import { installOnce, runInstaller } from './install-once.js';

export const suffixDecodingVersion = '0.3.0';

/** Its other dependencies are an engine of 6 GB; the drafts need numpy alone. */
const packages = [`arctic-inference==${suffixDecodingVersion}`, 'numpy>=1.26,<3'];

/** Installs ArcticInference on demand, which compiles its suffix tree for about two minutes. Returns the folder. */
export async function installSuffixDecoding(dataFolder: string, progress: ProgressLine): Promise<string> {
  const folder = join(dataFolder, 'peers', `arctic-inference-${suffixDecodingVersion}`);
  await installOnce({ peer: `ArcticInference ${suffixDecodingVersion}`, folder, progress }, () =>
    runInstaller({
      command: 'python3',
      args: ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, ...packages],
      cwd: folder,
      advice:
        'ArcticInference could not be installed; it needs Python 3.10 or newer with pip, a C++ compiler and the Python package index.',
    }),
  );
  return folder;
}
