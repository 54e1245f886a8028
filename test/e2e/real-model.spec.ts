import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const minutes = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'slipstream-real-'));
const prompts = join('test', 'fixtures', 'prompts.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Types a command as a user would; what is fetched and compiled is shared by all of them. */
function npmRun(script: string, ...args: string[]): Promise<Ended> {
  const command = ['run', '--silent', script, '--', '--data-dir', folder, ...args];
  return new Promise((resolve) => {
    execFile('npm', command, { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

it(
  'scores every row alike to the last bit, in every profile, whatever shares its step',
  async () => {
    const { code, output } = await npmRun(
      'verify:exact',
      '--all-profiles',
      '--rounds',
      '3',
      '--text-length',
      '140',
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const profile of ['fp32', 'int8-row', 'int4']) {
      expect(output).toMatch(new RegExp(`${profile}: exact\\. \\d+ rows compared, largest difference 0\\.`));
    }
  },
  15 * minutes,
);

it(
  'says the same bytes in every arm, alone and in a batch, greedy and sampled, and opened again',
  async () => {
    const { code, output } = await npmRun('verify:lossless', '--prompts', prompts, '--max-tokens', '32');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/Lossless: \d+ answers to 24 prompts, byte-identical in every way\./);
  },
  15 * minutes,
);

it(
  'agrees with llama.cpp on the same file about what comes next',
  async () => {
    const json = join(folder, 'accuracy.json');
    const { code, output } = await npmRun('verify:accuracy', '--text', 'LICENSE', '--json', json);
    expect({ code, output }).toMatchObject({ code: 0 });
    const figures = JSON.parse(readFileSync(json, 'utf8')) as Record<string, number>;
    expect(figures['positions']).toBe(511);
    expect(figures['agreement']).toBeGreaterThan(0.85);
    expect(figures['perplexity']! / figures['peerPerplexity']!).toBeLessThan(1.08);
  },
  10 * minutes,
);

it(
  'measures arms against each other and writes what it found',
  async () => {
    const json = join(folder, 'bench.json');
    const args = ['--prompts', prompts, '--limit', '8', '--max-tokens', '16', '--json', json];
    const { code, output } = await npmRun('bench', ...args);
    expect({ code, output }).toMatchObject({ code: 0 });
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      outputsIdentical: boolean;
      arms: Record<string, Record<string, { requests: number; tokens: number; speedup: number }>>;
    };
    expect(report.outputsIdentical).toBe(true);
    expect(Object.keys(report.arms)).toEqual(['none', 'auto']);
    for (const summary of Object.values(report.arms['none']!)) expect(summary.speedup).toBe(1);
    const tokensOf = (arm: string): number[] => Object.values(report.arms[arm]!).map(({ tokens }) => tokens);
    expect(tokensOf('auto')).toEqual(tokensOf('none'));
  },
  10 * minutes,
);

it.each([
  [
    'a prompts file that is not there',
    ['bench', '--prompts', 'nowhere.jsonl'],
    /nowhere\.jsonl cannot be read/,
  ],
  ['an arm that does not exist', ['bench', '--prompts', prompts, '--arms', 'warp'], /There is no arm "warp"/],
  [
    'a model file that is not there',
    ['bench', '--prompts', prompts, '--model', './no.gguf'],
    /There is no file/,
  ],
  ['a number out of bounds', ['verify:exact', '--rounds', '0'], /whole number from 1 to/],
])(
  'says in a line what is wrong with %s',
  async (_, [script, ...args], message) => {
    const { code, output } = await npmRun(script!, ...args);
    expect({ code, output }).toMatchObject({ code: 2, output: expect.stringMatching(message) as string });
    expect(output.trim().split('\n').length).toBeLessThanOrEqual(2);
  },
  minutes,
);

it(
  'fine-tunes the static layer on the traffic, keeps it when it is faster, and says the same bytes',
  async () => {
    const json = join(folder, 'adaptation.json');
    const orders = join('test', 'fixtures', 'orders.jsonl');
    const args = ['--prompts', orders, '--adaptation', 'idle', '--max-tokens', '80', '--json', json];
    const { code, output } = await npmRun('bench', ...args);
    expect({ code, output }).toMatchObject({ code: 0 });
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      outputsIdentical: boolean;
      adaptations: Record<
        string,
        readonly { isFaster: boolean; before: { goodput: number }; after: { goodput: number } }[]
      >;
    };
    expect(report.outputsIdentical).toBe(true);
    const [first] = report.adaptations['orders']!;
    expect(first!.isFaster).toBe(true);
    expect(first!.after.goodput).toBeGreaterThan(first!.before.goodput);
  },
  10 * minutes,
);
