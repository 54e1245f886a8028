import { Command } from 'commander';

import { describeMachine } from '../bench/machine.js';
import { measureStreams, summarizeStreams } from '../bench/measure-streams.js';
import { readPrompts } from '../bench/read-prompts.js';
import { armsTable, meanLines } from '../bench/report-table.js';
import { chartOfSummaries } from '../chart/chart-of-summaries.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption } from '../cli/number-options.js';
import { writeJson, writeOutput } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { openModel } from '../engine/open-model.js';
import { installPeer, peerVersion } from './install-peer.js';
import { peerArmName } from './peer-arm-name.js';
import { Peer, peerArmOpener } from './peer.js';

interface PeersOptions extends ModelOptions {
  readonly prompts: string;
  readonly maxTokens: number;
  readonly limit?: number;
  readonly json?: string;
  readonly chart?: string;
}

export function benchPeersCommand(): Command {
  const command = new Command('bench:peers')
    .usage('-- --prompts file.jsonl [options]')
    .description(
      `Measures node-llama-cpp ${peerVersion} (plain, and with its prompt lookup) against ours on the same GGUF and ` +
        'prompts, greedily, taking turns request by request. It is installed on demand, outside the project.',
    )
    .requiredOption('--prompts <file>', 'the prompts, JSON Lines, as for bench')
    .option('--max-tokens <n>', 'most tokens of an answer', integerOption({ min: 1, max: 2048 }), 128)
    .option(
      '--limit <n>',
      'most lines of the file, spread over its streams',
      integerOption({ min: 1, max: 1e9 }),
    )
    .option('--json <out>', 'write the figures to a file')
    .option('--chart <svg>', 'draw the speed-ups into a file');
  return addModelOptions(command).action(benchPeers);
}

async function benchPeers(options: PeersOptions): Promise<void> {
  const conversations = await readPrompts(options);
  const progress = new ProgressLine();
  const moduleUrl = await installPeer(options.dataDir, progress);
  const model = await openModel(options, { lanesMax: 1, progress });
  const peer = await Peer.start(model, moduleUrl);
  const settings = { maxTokens: options.maxTokens, temperature: 0, seed: 1, concurrency: 1 };
  const results = await measureStreams(conversations, peerArmOpener(peer, model), { ...settings, progress });
  const arms = summarizeStreams(results, { ...settings, baseline: peerArmName('plain') });
  peer.close();
  process.stdout.write(`${armsTable(arms)}\nSpeed-ups are over llama.cpp, plain.\n${meanLines(arms)}`);
  if (options.chart !== undefined) {
    const subtitle = `${model.name}, the same GGUF and threads; answers that repeat themselves left out; bars: 95 % confidence`;
    await writeOutput(
      options.chart,
      chartOfSummaries(arms, { title: 'Decoding speed over llama.cpp', subtitle }),
    );
  }
  if (options.json !== undefined) {
    const { name, manifest } = model;
    const peerName = `node-llama-cpp ${peerVersion}`;
    await writeJson(options.json, {
      machine: describeMachine(model),
      model: name,
      profile: manifest.profile,
      peer: peerName,
      arms,
    });
  }
  await model.target.close();
}
