import { readFile } from 'node:fs/promises';

import { scoreText } from '@slipstream/decode';
import { Command } from 'commander';

import { BadInput } from '../bad-input.js';
import { writeJson } from '../cli/output-file.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption } from '../cli/number-options.js';
import { ProgressLine } from '../cli/progress-line.js';
import { openModel } from '../engine/open-model.js';
import { installPeer, peerVersion } from '../peers/install-peer.js';
import { Peer } from '../peers/peer.js';
import { compareScores } from './text-scores.js';

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
