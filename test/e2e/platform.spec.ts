import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import OpenAI from 'openai';

import { Platform } from './support/platform.js';
import { readyReplica, replicasOf, workerMetric } from './support/replicas.js';

const run = promisify(execFile);
const minutes = 60_000;
let platform: Platform;
let client: OpenAI;
const messages = [{ role: 'user' as const, content: 'Name three colours.' }];

beforeAll(async () => {
  platform = await Platform.create();
  await platform.start();
  client = new OpenAI({ baseURL: `${platform.origin}/v1`, apiKey: platform.key, maxRetries: 0 });
}, 8 * minutes);
afterAll(() => platform.remove(), minutes);

let newRow = 10;

/** Tokens a step over ten requests: five that come again and again, and five that are new each time. */
async function acceptanceLength(): Promise<number> {
  let [tokens, steps] = [0, 0];
  for (const row of [1, 2, 3, 4, 5, newRow++, newRow++, newRow++, newRow++, newRow++]) {
    const { speculation } = (await client.chat.completions.create({
      model: platform.model,
      messages: [{ role: 'user', content: `Write the multiplication table of ${row}.` }],
      max_tokens: 48,
      temperature: 0,
      speculation_details: true,
    } as never)) as unknown as { speculation: { steps: number; accepted_tokens: number } };
    tokens += speculation.accepted_tokens + speculation.steps;
    steps += speculation.steps;
  }
  return tokens / steps;
}

const ask = (fields: object) => ({ model: platform.model, messages, max_tokens: 24, seed: 7, ...fields });

describe('the platform as npm start brings it up', () => {
  it(
    'prints a curl line that streams an answer as it stands',
    async () => {
      const { stdout } = await run('sh', ['-c', `${platform.curl} --silent --max-time 60`]);
      expect(stdout).toContain('data: {');
      expect(stdout.trimEnd()).toMatch(/data: \[DONE\]$/);
    },
    minutes,
  );

  it('lists the endpoint as a model and refuses a wrong key', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual([platform.model]);
    const stranger = new OpenAI({
      baseURL: `${platform.origin}/v1`,
      apiKey: `${platform.key}x`,
      maxRetries: 0,
    });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401 });
  });

  it(
    'gives the same text streamed, whole, with speculation and without, at any temperature',
    async () => {
      for (const temperature of [0, 0.8]) {
        const whole = await client.chat.completions.create(ask({ temperature }) as never);
        const texts = [(whole as OpenAI.ChatCompletion).choices[0]!.message.content];
        for (const speculation of ['auto', 'none']) {
          const stream = await client.chat.completions.create({
            ...ask({ temperature, speculation }),
            stream: true,
            stream_options: { include_usage: true },
          } as OpenAI.ChatCompletionCreateParamsStreaming);
          let text = '';
          let usage: OpenAI.CompletionUsage | null | undefined;
          for await (const chunk of stream) {
            text += chunk.choices[0]?.delta.content ?? '';
            usage = chunk.usage ?? usage;
          }
          texts.push(text);
          expect(usage).toMatchObject({
            completion_tokens: (whole as OpenAI.ChatCompletion).usage!.completion_tokens,
            prompt_tokens: (whole as OpenAI.ChatCompletion).usage!.prompt_tokens,
          });
        }
        expect(new Set(texts).size).toBe(1);
      }
    },
    minutes,
  );

  it(
    'counts exactly the tokens that log probabilities are given for',
    async () => {
      const { choices, usage } = await client.chat.completions.create({
        ...ask({ temperature: 0.8, logprobs: true, top_logprobs: 3 }),
        n: 2,
      } as OpenAI.ChatCompletionCreateParamsNonStreaming);
      const tokens = choices.map(({ logprobs }) => logprobs!.content!);
      expect(usage!.completion_tokens).toBe(tokens.flat().length);
      expect(choices.map(({ message }) => message.content)).toEqual(
        tokens.map((entries) => entries.map(({ token }) => token).join('')),
      );
      expect(choices[0]!.message.content).not.toBe(choices[1]!.message.content);
      for (const { logprob, top_logprobs: top } of tokens.flat()) {
        expect(logprob).toBeLessThanOrEqual(0);
        expect(top).toHaveLength(3);
      }
    },
    minutes,
  );

  it(
    'serves the Python client alike',
    async () => {
      const packages = join(mkdtempSync(join(tmpdir(), 'slipstream-python-')), 'packages');
      execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', packages, 'openai>=1,<3'], {
        stdio: 'ignore',
      });
      const script = join(process.cwd(), 'test', 'e2e', 'support', 'python_client.py');
      const { stdout } = await run(
        'python3',
        [script, `${platform.origin}/v1`, platform.key, platform.model],
        {
          env: { ...process.env, PYTHONPATH: packages },
        },
      );
      const seen = JSON.parse(stdout) as Record<string, never>;
      const whole = (await client.chat.completions.create(
        ask({ temperature: 0.8 }) as OpenAI.ChatCompletionCreateParamsNonStreaming,
      )) as OpenAI.ChatCompletion;
      expect(seen).toMatchObject({
        models: [platform.model],
        whole: whole.choices[0]!.message.content,
        streamed: whole.choices[0]!.message.content,
        plain: expect.stringMatching(/\S/) as never,
        refused: { status: 400, param: 'tools' },
      });
      expect(seen['usage']).toEqual(seen['streamed_usage']);
      expect(seen['several'] as string[]).toHaveLength(2);
      expect((seen['stopped'] as string[])[0]).not.toContain(' ');
      expect((seen['stopped'] as string[])[1]).toBe('stop');
      expect((seen['scored'] as [string, number][]).map(([token]) => token).join('')).toBe(
        seen['scored_text'],
      );
    },
    4 * minutes,
  );
});

describe('what goes wrong', () => {
  it(
    'stops decoding within one step of a closed connection',
    async () => {
      const replica = await readyReplica(platform);
      const before = await workerMetric(replica, 'slipstream_decode_aborted_total');
      const stream = await client.chat.completions.create({
        ...ask({ temperature: 1 }),
        max_tokens: 4000,
        stream: true,
      });
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
      stream.controller.abort();
      while ((await workerMetric(replica, 'slipstream_decode_aborted_total')) === before);
      const aborted = (await workerMetric(replica, 'slipstream_decode_aborted_total')) - before;
      expect(aborted).toBe(1);
      expect(await workerMetric(replica, 'slipstream_steps_after_abort_total')).toBeLessThanOrEqual(
        before + aborted,
      );
      expect(await workerMetric(replica, 'slipstream_active_sequences')).toBe(0);
    },
    minutes,
  );

  it(
    'says in one line that the folder is in use, or the port',
    async () => {
      const second = await platform.startAgain(['--port', '1' + String(platform.port).slice(1)]);
      expect(second).toMatchObject({ code: 1, output: expect.stringMatching(/already runs on/) as string });
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      const other = await Platform.create();
      const busy = await other.startAgain(['--port', String(port)]);
      server.close();
      await other.remove();
      expect(busy).toMatchObject({
        code: 1,
        output: expect.stringMatching(new RegExp(`Port ${port} is in use`)) as string,
      });
    },
    minutes,
  );

  it(
    'gives the same text after its worker was killed and came back',
    async () => {
      const request = ask({
        temperature: 0.8,
        max_tokens: 40,
      }) as OpenAI.ChatCompletionCreateParamsNonStreaming;
      const before = await client.chat.completions.create(request);
      const replica = await readyReplica(platform);
      process.kill(replica.pid!, 'SIGKILL');
      await readyReplica(platform, ({ pid }) => pid !== replica.pid);
      const patient = new OpenAI({ baseURL: `${platform.origin}/v1`, apiKey: platform.key, maxRetries: 5 });
      const after = await patient.chat.completions.create(request);
      expect(after.choices).toEqual(before.choices);
      expect(after.usage!.completion_tokens).toBe(before.usage!.completion_tokens);
    },
    2 * minutes,
  );

  it(
    'leaves nothing running after Ctrl-C, and comes back with the same key, text and learning',
    async () => {
      const first = await acceptanceLength();
      await acceptanceLength();
      const former = await acceptanceLength();
      expect(former).toBeGreaterThan(1.2 * first);
      const request = ask({ temperature: 0.8 }) as OpenAI.ChatCompletionCreateParamsNonStreaming;
      const before = await client.chat.completions.create(request);
      const { key } = platform;
      const pids = (await replicasOf(platform)).flatMap(({ pid }) => pid ?? []);
      await platform.stop();
      for (const pid of pids) expect(existsSync(`/proc/${pid}`)).toBe(false);
      const { stdout } = await run('ps', ['-eo', 'args']);
      expect(stdout).not.toContain(platform.dataFolder);

      const startedMs = performance.now();
      await platform.start();
      expect(performance.now() - startedMs).toBeLessThan(30_000);
      expect(platform.key).toBe(key);
      expect(await acceptanceLength()).toBeGreaterThanOrEqual(0.95 * former);
      const after = await client.chat.completions.create(request);
      expect(after.choices).toEqual(before.choices);
    },
    4 * minutes,
  );
});
