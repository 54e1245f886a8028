import { Command } from 'commander';

import { readPrompts } from '../bench/read-prompts.js';
import type { Conversation } from '../bench/conversation.js';
import { runStream, type StreamResult } from '../bench/run-stream.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { armChoices, parseArms } from '../cli/arm-option.js';
import { integerOption, numberOption } from '../cli/number-options.js';
import { ProgressLine } from '../cli/progress-line.js';
import type { Answer } from '../engine/answer.js';
import { Arm } from '../engine/arm.js';
import type { ArmName } from '../engine/arm-name.js';
import { openModel, type OpenModel } from '../engine/open-model.js';

interface VerifyLosslessOptions extends ModelOptions {
  readonly prompts: string;
  readonly arms: readonly ArmName[];
  readonly limit?: number;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly lanes: number;
  readonly seed: number;
}

/** One way of getting the answers; all ways must give the same ones. */
interface Way {
  readonly arm: ArmName;
  readonly concurrency: number;
  readonly temperature: number;
}

const describeWay = ({ arm, concurrency, temperature }: Way): string =>
  `${arm}, ${concurrency === 1 ? 'alone' : `${concurrency} at once`}, temperature ${temperature}`;

export function verifyLosslessCommand(): Command {
  const command = new Command('verify:lossless')
    .usage('-- --prompts file.jsonl [options]')
    .description(
      'Proves on your prompts that the text never changes: every arm, alone and in a batch, greedy and sampled, and ' +
        'once more after the model was closed and opened again, must give byte-identical answers (exit code 1 if not).',
    )
    .requiredOption('--prompts <file>', 'the prompts, JSON Lines, as for bench')
    .option('--arms <list>', `which to compare with none, of ${armChoices}`, parseArms, ['auto'])
    .option(
      '--limit <n>',
      'most lines of the file, spread over its streams',
      integerOption({ min: 1, max: 1e9 }),
    )
    .option('--max-tokens <n>', 'most tokens of an answer', integerOption({ min: 1, max: 100_000 }), 64)
    .option('--temperature <t>', 'temperature of the sampled half', numberOption({ min: 0.01, max: 2 }), 0.8)
    .option('--lanes <n>', 'requests at once', integerOption({ min: 2, max: 64 }), 8)
    .option('--seed <s>', 'seed of sampling', integerOption({ min: 0, max: Number.MAX_SAFE_INTEGER }), 1);
  return addModelOptions(command).action(verifyLossless);
}

async function verifyLossless(options: VerifyLosslessOptions): Promise<void> {
  // One question each: a later turn would be asked after an answer that another way gave.
  const conversations = (await readPrompts(options)).map((line) => ({
    ...line,
    stream: 'all',
    turns: line.turns.slice(0, 1),
  }));
  const check = new LosslessCheck(options, conversations);
  const differences = await check.run();
  process.stdout.write(
    differences === 0
      ? `Lossless: ${check.comparedCount} answers to ${conversations.length} prompts, byte-identical in every way.\n`
      : `NOT LOSSLESS: ${differences} of ${check.comparedCount} answers differ.\n`,
  );
  if (differences > 0) process.exitCode = 1;
}

class LosslessCheck {
  comparedCount = 0;
  private readonly progress = new ProgressLine();
  private doneCount = 0;

  constructor(
    private readonly options: VerifyLosslessOptions,
    private readonly conversations: readonly Conversation[],
  ) {}

  private get comparedArms(): readonly ArmName[] {
    return this.options.arms.filter((arm) => arm !== 'none');
  }

  /** Returns how many answers differ from those of plain decoding, alone. */
  async run(): Promise<number> {
    const { lanes } = this.options;
    let differences = 0;
    for (const temperature of [0, this.options.temperature]) {
      const plain: Way = { arm: 'none', concurrency: 1, temperature };
      const others: Way[] = [{ arm: 'none', concurrency: lanes, temperature }];
      for (const arm of this.comparedArms) {
        others.push({ arm, concurrency: 1, temperature }, { arm, concurrency: lanes, temperature });
      }
      const { expected, different } = await this.withModel((model) => this.compareWays(model, plain, others));
      differences += different;
      const again: Way = { arm: 'auto', concurrency: lanes, temperature };
      differences += await this.withModel((model) => this.compare(model, again, expected, ', opened again'));
    }
    return differences;
  }

  private async compareWays(model: OpenModel, plain: Way, others: readonly Way[]) {
    const expected = await this.answers(model, plain);
    let different = 0;
    for (const way of others) different += await this.compare(model, way, expected, '');
    return { expected, different };
  }

  private async compare(
    model: OpenModel,
    way: Way,
    expected: readonly Answer[],
    note: string,
  ): Promise<number> {
    const answers = await this.answers(model, way);
    const different = answers.filter((answer, index) => !isSame(answer, expected[index]!)).length;
    this.comparedCount += answers.length;
    this.progress.line(
      `${describeWay(way)}${note}: ${answers.length - different} of ${answers.length} as plain decoding alone`,
    );
    return different;
  }

  private async answers(model: OpenModel, { arm: name, concurrency, temperature }: Way): Promise<Answer[]> {
    const arm = new Arm(name, model);
    const total = this.conversations.length * 2 * (2 * this.comparedArms.length + 3);
    const onAnswer = (): void => this.progress.show('Decoding', ++this.doneCount, total);
    const { maxTokens, seed } = this.options;
    const settings = { maxTokens, seed, concurrency, temperature, onAnswer };
    const result = await runStream([arm], this.conversations, settings);
    await arm.close();
    return answersOf(result);
  }

  private async withModel<Result>(run: (model: OpenModel) => Promise<Result>): Promise<Result> {
    const model = await openModel(this.options, { lanesMax: this.options.lanes, progress: this.progress });
    try {
      return await run(model);
    } finally {
      await model.target.close();
    }
  }
}

function answersOf(result: StreamResult): Answer[] {
  const [rounds] = result.values();
  return rounds!.flatMap((round) =>
    round.results.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
  );
}

function isSame(a: Answer, b: Answer): boolean {
  return a.text === b.text && a.reason === b.reason && a.tokens.join() === b.tokens.join();
}
