import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { BadInput } from '../bad-input.js';
import type { ProgressLine } from '../cli/progress-line.js';
import { installOnce, runInstaller } from './install-once.js';

export const peerVersion = '3.22.0';

/** The prebuilt engines that the peer's package comes with; asking for one leaves 600 MB of others out. */
const engines: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'mac-x64',
  'darwin-arm64': 'mac-arm64-metal',
  'win32-x64': 'win-x64',
};

/** Installs node-llama-cpp on demand. Returns the module's URL. */
export async function installPeer(dataFolder: string, progress: ProgressLine): Promise<string> {
  const folder = join(dataFolder, 'peers', `node-llama-cpp-${peerVersion}`);
  await installOnce({ peer: `node-llama-cpp ${peerVersion}`, folder, progress }, async () => {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    await runNpm(folder);
  });
  return pathToFileURL(join(folder, 'node_modules', 'node-llama-cpp', 'dist', 'index.js')).href;
}

function runNpm(folder: string): Promise<void> {
  const engine = engines[`${process.platform}-${process.arch}`];
  if (engine === undefined)
    throw new BadInput(`node-llama-cpp has no prebuilt engine for ${process.platform}-${process.arch}.`);
  const packages = [`node-llama-cpp@${peerVersion}`, `@node-llama-cpp/${engine}@${peerVersion}`];
  const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm would otherwise install into the workspace that started this program.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(local_prefix|prefix|workspace)/i.test(name),
    ),
  );
  return runInstaller({
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['install', '--prefix', folder, ...flags, ...packages],
    cwd: folder,
    env,
    advice: 'node-llama-cpp could not be installed; check that the npm registry can be reached.',
  });
}
