import { readFile } from 'node:fs/promises';

import { type TargetModel } from '@slipstream/decode';
import { Command } from 'commander';

import { BadInput } from '../bad-input.js';
import { writeJson } from '../cli/output-file.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption } from '../cli/number-options.js';
import { ProgressLine } from '../cli/progress-line.js';
import { openModel } from '../engine/open-model.js';
import { installPeer, peerVersion } from '../peers/install-peer.js';
import { Peer } from '../peers/peer.js';
import { compareScores, type TextScores } from './text-scores.js';

interface VerifyAccuracyOptions extends ModelOptions {
  readonly text: string;
  readonly maxTokens: number;
  readonly json?: string;
}

export function verifyAccuracyCommand(): Command {
  const command = new Command('verify:accuracy')
    .usage('-- --text file.txt [options]')
    .description(
      `Compares the compiled target with node-llama-cpp ${peerVersion} on the same GGUF and a fixed text: how often ` +
        'both find the same token most probable next, and the perplexity of the text under each.',
    )
    .requiredOption('--text <file>', 'the text')
    .option('--max-tokens <n>', 'how much of it', integerOption({ min: 16, max: 4096 }), 512)
    .option('--json <out>', 'write the figures to a file');
  return addModelOptions(command).action(verifyAccuracy);
}

async function verifyAccuracy(options: VerifyAccuracyOptions): Promise<void> {
  const text = await readFile(options.text, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The text ${options.text} cannot be read: ${error.code ?? error.message}.`);
  });
  const progress = new ProgressLine();
  const moduleUrl = await installPeer(options.dataDir, progress);
  const model = await openModel(options, { lanesMax: 1, progress });
  const tokens = model.tokenizer.encode(text).subarray(0, options.maxTokens);
  if (tokens.length < 16) throw new BadInput(`${options.text} has ${tokens.length} tokens; 16 are needed.`);
  const ours = await scoreText(model.target, tokens);
  const peer = await Peer.start(model, moduleUrl, options.maxTokens + 1);
  const theirs = await peer.score([...tokens]);
  peer.close();
  await model.target.close();
  const figures = compareScores(ours, theirs);
  process.stdout.write(
    `${figures.positions} positions: next token the same at ${(100 * figures.agreement).toFixed(1)} %, ` +
      `perplexity ${figures.perplexity.toFixed(2)} (${model.manifest.profile}), llama.cpp ${figures.peerPerplexity.toFixed(2)}\n`,
  );
  if (options.json !== undefined)
    await writeJson(options.json, { profile: model.manifest.profile, ...figures });
}

/** Teacher-forces the text through the target, block by block. */
async function scoreText(target: TargetModel, tokens: Int32Array): Promise<TextScores> {
  const lane = target.stagingLane;
  const greedyTokens: number[] = [];
  const logprobs: number[] = [];
  target.truncateTo(lane, 0);
  for (let first = 0; first < tokens.length - 1; first += target.blockSize) {
    const rows = tokens.subarray(first, Math.min(first + target.blockSize, tokens.length - 1));
    const scores = await target.score(
      [{ lane, tokens: rows, count: rows.length, logitRows: 'all' }],
      'logits',
    );
    for (let row = 0; row < rows.length; row++) {
      const logits = scores.logits(row);
      const next = tokens[first + row + 1]!;
      greedyTokens.push(logits.indexOf(Math.max(...logits)));
      logprobs.push(logits[next]! - logSumExp(logits));
    }
    target.commit(lane, rows.length);
  }
  target.truncateTo(lane, 0);
  return { greedyTokens, logprobs };
}

function logSumExp(logits: Float32Array): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return largest + Math.log(sum);
}
