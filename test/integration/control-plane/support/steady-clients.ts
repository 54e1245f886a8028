import OpenAI from 'openai';

export interface SteadyOptions {
  readonly origin: string;
  readonly key: string;
  /** The endpoint's name. */
  readonly model: string;
}

export interface Answer {
  readonly seed: number;
  readonly text: string;
  /** By equal weights, equal. */
  readonly fingerprint: string | undefined;
}

/** Tokens 0 to 2 of a tiny model are control tokens: without them an answer goes on to its limit. */
const logitBias = { '0': -100, '1': -100, '2': -100 };

/** Clients of the gateway that stream one answer after another; an answer that breaks off fails the test that waits for it. */
export class SteadyClients {
  readonly answers: Answer[] = [];
  private readonly client: OpenAI;
  private isStopping = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: SteadyOptions) {
    const { origin, key } = options;
    this.client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 });
  }

  /** `count` clients at once; each goes through seeds of its own. */
  start(count: number, tokens: number): void {
    this.isStopping = false;
    const clients = Array.from({ length: count }, (_, index) => this.ask(index * 1_000, tokens));
    this.running = Promise.all(clients);
    this.running.catch(() => undefined);
  }

  /** Resolves when the answers under way have ended. @throws when any has broken off */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  /** One answer, streamed to its end. */
  async stream(seed: number, tokens: number): Promise<Answer> {
    const stream = await this.client.completions.create({
      model: this.options.model,
      prompt: `the wind ${seed}`,
      seed,
      temperature: 0.8,
      max_tokens: tokens,
      logit_bias: logitBias,
      stream: true,
    });
    let text = '';
    let fingerprint: string | undefined;
    let finish: string | null = null;
    for await (const { choices, system_fingerprint } of stream) {
      text += choices[0]?.text ?? '';
      fingerprint ??= system_fingerprint;
      finish = choices[0]?.finish_reason ?? finish;
    }
    if (finish !== 'length')
      throw new Error(`an answer ended with ${finish} after ${text.length} characters`);
    const answer = { seed, text, fingerprint };
    this.answers.push(answer);
    return answer;
  }

  private async ask(firstSeed: number, tokens: number): Promise<void> {
    for (let seed = firstSeed; !this.isStopping; seed++) await this.stream(seed, tokens);
  }
}

/** Whether equal seeds and weights have given equal texts, however the replicas came and went. */
export function areConsistent(answers: readonly Answer[]): boolean {
  const texts = new Map<string, string>();
  return answers.every(({ seed, text, fingerprint }) => {
    const key = `${fingerprint}/${seed}/${text.length}`;
    const known = texts.get(key) ?? text;
    texts.set(key, known);
    return known === text;
  });
}
