import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { compileTarget } from '@slipstream/target-compiler';
import { tinyGguf } from '@slipstream/target-compiler/testing';

const run = promisify(execFile);
const program = `
  import { openTarget } from '@slipstream/runtime-onnx';
  await openTarget(process.argv[1], { threads: 1, lanesMax: 1 });
`;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'slipstream-telemetry-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('lets the runtime keep nothing about its user', async () => {
  const ggufPath = join(folder, 'tiny.gguf');
  await writeFile(ggufPath, tinyGguf({ seed: 1 }));
  const target = await compileTarget({ ggufPath, targetsFolder: join(folder, 'targets'), profile: 'fp32' });
  const home = join(folder, 'home');
  await mkdir(home);
  // Not the variables of continuous integration, for which the runtime keeps nothing anyway.
  const env = { PATH: process.env['PATH'], HOME: home };
  await run(process.execPath, ['--input-type=module', '--eval', program, target.folder], { env });
  expect(await readdir(home, { recursive: true })).toEqual([]);
});
