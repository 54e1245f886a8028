// `npm test`: prepares the workspace, then lints, checks the layer boundaries, and runs all tests. The last line is
// the sum of real results: every check counts as one, every test as one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepare, root } from './prepare.mjs';
import { runTrainerTests } from './trainer-tests.mjs';

const jest = join(root, 'node_modules/jest/bin/jest.js');
const stages = {
  lint: async () => {
    // The boundary rule reads the project graph that Nx caches; without it the rule is skipped.
    await check('project graph', ['node_modules/nx/dist/bin/nx.js', 'show', 'projects']);
    await check('lint', ['node_modules/eslint/bin/eslint.js', '.']);
  },
  boundaries: () => check('layer boundaries', ['test/lint/boundaries.mjs']),
  unit: () => tests('unit', []),
  trainer: trainerTests,
  integration: () => tests('integration', ['--runInBand']),
};

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
if (process.argv.includes('--help') || (only !== undefined && stages[only] === undefined)) {
  process.stdout.write(`Usage: npm test [-- --only ${Object.keys(stages).join('|')}]\n`);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}

let passed = 0;
let failed = 0;
process.on('exit', (code) => {
  // A preparation that fails exits before any stage: that is one failure too.
  if (code !== 0 && failed === 0) failed = 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
});

await prepare();
for (const [name, stage] of Object.entries(stages)) if (only === undefined || only === name) await stage();
process.exitCode = failed === 0 ? 0 : 1;

async function check(title, args) {
  process.stdout.write(`\n── ${title}\n`);
  const code = await run(args);
  if (code === 0) passed++;
  else failed++;
  process.stdout.write(`${title}: ${code === 0 ? 'passed' : 'failed'}\n`);
}

async function trainerTests() {
  process.stdout.write('\n── trainer tests\n');
  const result = await runTrainerTests().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  });
  if (result === undefined) {
    process.stdout.write('trainer: left out, it needs Python 3.11 or newer\n');
    return;
  }
  passed += result.passed;
  failed += result.failed;
  process.stdout.write(`trainer: ${result.passed} passed, ${result.failed} failed\n`);
}

async function tests(project, args) {
  process.stdout.write(`\n── ${project} tests\n`);
  const folder = mkdtempSync(join(tmpdir(), 'slipstream-test-'));
  const report = join(folder, 'report.json');
  const code = await run([
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    '--selectProjects',
    project,
    '--passWithNoTests',
    '--json',
    `--outputFile=${report}`,
    ...args,
  ]);
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    // A file that does not even load has no tests to count, but it has failed.
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    if (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed++;
  } catch {
    failed++;
    process.stdout.write(`the ${project} tests ended with code ${code} and left no report\n`);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Jest's own JSON goes to a file, so its standard output is only noise; what people read is on standard error. */
function run(args) {
  const isJest = args.includes('--json');
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false' },
    stdio: ['ignore', isJest ? 'ignore' : 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
