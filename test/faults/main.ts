// `npm run verify:faults`: every kind of fault again and again, on the real processes.
import { parseArgs } from 'node:util';

import { SeededRandom } from '@slipstream/testing';

import { faults } from './faults.js';
import { TestPlatform } from './platform.js';
import { NotInTime, runTrial, type TrialReport, undisturbedTexts, unrecovered } from './trial.js';

const usage = `Usage: npm run verify:faults -- [options]

Strikes the platform under load at random moments and checks that streams, ledger and states are as promised.

  --rounds N    how often each kind (20)
  --seed N      of the moments and the load (1)
  --only TEXT   kinds whose name has this in it
  --help        show this

Kinds:
${faults.map(({ name }) => `  ${name}`).join('\n')}
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
const chosen = faults.filter(({ name }) => name.includes(values.only));
if (values.help) {
  process.stdout.write(usage);
} else if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || chosen.length === 0) {
  process.stderr.write(`--rounds and --seed are whole numbers, and --only must name a kind.\n\n${usage}`);
  process.exitCode = 2;
} else {
  // Whatever a trial that was given up still waits for does not keep this process.
  process.exit((await verify()) ? 0 : 1);
}

async function verify(): Promise<boolean> {
  let platform = await TestPlatform.start();
  const random = new SeededRandom(seed);
  const reports: TrialReport[] = [];
  try {
    const texts = await undisturbedTexts(platform);
    for (let round = 1; round <= rounds; round += 1) {
      for (const fault of chosen) {
        const report = await runTrial(platform, { fault, texts, random }).catch(async (error: unknown) => {
          if (!(error instanceof NotInTime)) throw error;
          process.stdout.write(`what was there is kept in ${await platform.abandon()}\n`);
          platform = await TestPlatform.start();
          return unrecovered(fault, error);
        });
        reports.push(report);
        for (const violation of report.violations)
          process.stdout.write(`round ${round}, ${fault.name}: ${violation}\n`);
      }
    }
  } finally {
    print(reports);
    await platform.close();
  }
  return reports.every(({ violations }) => violations.length === 0);
}

function print(reports: readonly TrialReport[]): void {
  process.stdout.write(
    '| fault | trials | streams whole | broken | recovery, median / worst | violations |\n',
  );
  process.stdout.write('|---|---|---|---|---|---|\n');
  for (const { name } of chosen) {
    const own = reports.filter(({ fault }) => fault === name);
    if (own.length === 0) continue;
    const sum = (of: (report: TrialReport) => number): number =>
      own.reduce((all, report) => all + of(report), 0);
    const recoveries = own.map(({ recoveredMs }) => recoveredMs).sort((one, other) => one - other);
    const seconds = (ms: number): string => (ms === Infinity ? 'never' : `${(ms / 1_000).toFixed(1)} s`);
    const [median, worst] = [recoveries[Math.floor(recoveries.length / 2)]!, recoveries.at(-1)!];
    const counts = [own.length, sum(({ completed }) => completed), sum(({ broken }) => broken)].join(' | ');
    const violated = sum(({ violations }) => violations.length);
    process.stdout.write(`| ${name} | ${counts} | ${seconds(median)} / ${seconds(worst)} | ${violated} |\n`);
  }
}
