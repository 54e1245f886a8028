// `npm run bench` and its like: prepares the workspace, then runs a program of it with the given arguments.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { fail, prepare, root } from './prepare.mjs';

const programs = {
  bench: 'apps/benchmark/dist/main.js',
  'bench:peers': 'apps/benchmark/dist/peers.js',
  'bench:prompts': 'apps/benchmark/dist/prompts.js',
  'bench:replay': 'apps/benchmark/dist/replay.js',
  'bench:suite': 'apps/benchmark/dist/suite.js',
  'demo:rl': 'apps/benchmark/dist/demo-rl.js',
  'verify:exact': 'apps/benchmark/dist/verify-exact.js',
  'verify:lossless': 'apps/benchmark/dist/verify-lossless.js',
  'verify:accuracy': 'apps/benchmark/dist/verify-accuracy.js',
  'verify:faults': 'test/dist/faults/main.js',
  'compile:target': 'libs/target-compiler/dist/cli.js',
};
const [name, ...args] = process.argv.slice(2);
if (programs[name] === undefined)
  fail(`There is no program "${name}"; there are ${Object.keys(programs).join(', ')}.`);
await prepare();

const child = spawn(process.execPath, [join(root, programs[name]), ...args], {
  // npm runs scripts in the repository; paths are meant as seen from where one is.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
// A Ctrl-C reaches the program by itself; this process stays to pass on how it ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
