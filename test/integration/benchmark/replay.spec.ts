import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(process.cwd(), 'apps', 'benchmark', 'dist', 'replay.js');

interface Exit {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'slipstream-replay-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Replays recordings, a line each, in arms that need no model. */
async function replay(...lines: string[]): Promise<Exit> {
  await writeFile(join(folder, 'tokens.jsonl'), lines.map((line) => `${line}\n`).join(''));
  const files = ['--tokens', 'tokens.jsonl', '--json', 'figures.json'];
  const args = [program, ...files, '--arms', 'prompt-lookup,adaptive'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const repeating = '{"stream": "repeating", "prompt": [5, 6, 7, 8], "out": [5, 6, 7, 8, 5, 6, 7, 8, 5]}';
const novel = '{"stream": "novel", "prompt": [1, 2, 3], "out": [11, 12, 13, 14, 15]}';

it('writes the figures of each stream and arm without a model', async () => {
  const { code, stdout } = await replay(repeating, novel);
  expect(code).toBe(0);
  expect(stdout).toContain('Modelled on recorded tokens');
  const report = JSON.parse(await readFile(join(folder, 'figures.json'), 'utf8')) as Record<string, object>;
  const figures = { acceptanceLength: expect.any(Number), modelledSpeedup: expect.any(Number) };
  const arms = {
    'prompt-lookup': expect.objectContaining(figures),
    adaptive: expect.objectContaining(figures),
  };
  expect(report).toEqual({ repeating: arms, novel: arms });
  // Eight tokens after the first in two steps, drafts of 4 and 2; on the default curve 9.2 and 8 ms, without drafts 7 each.
  const drafting = 2 * 0.05 + 6 * 0.02;
  expect(report['repeating']).toMatchObject({
    'prompt-lookup': {
      acceptanceLength: 4,
      modelledSpeedup: expect.closeTo((8 * 7) / (9.2 + 8 + drafting)),
      draftedPerStep: 3,
    },
  });
  const plain = { acceptanceLength: 1, modelledSpeedup: expect.closeTo(7 / 7.05), draftedPerStep: 0 };
  expect(report['novel']).toMatchObject({ 'prompt-lookup': plain });
});

it.each([
  ['nonsense', /^tokens\.jsonl, line 2: not JSON \(.+\)\.\n$/],
  [
    '{"stream": "novel", "prompt": [1, 2, 3]}',
    /^tokens\.jsonl, line 2: "out" must be a list of token ids\.\n$/,
  ],
])('refuses the malformed line %s in one line, and writes nothing', async (line, message) => {
  const { code, stdout, stderr } = await replay(repeating, line);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
  expect(await readdir(folder)).toEqual(['tokens.jsonl']);
});

it('says which recordings cannot be read', async () => {
  const { code, stderr } = await replay('');
  expect(code).toBe(2);
  expect(stderr).toBe('tokens.jsonl has no recordings.\n');
});
