import type { AdaptationReport } from '@slipstream/runtime-onnx';
import Table from 'cli-table3';

import { describeAdaptation } from '../bench/describe-adaptation.js';
import type { Machine } from '../bench/machine.js';
import { captionOf } from '../chart/caption.js';
import { renderSpeedupChart } from '../chart/speedup-chart.js';
import { type RolloutArmName, rolloutArms } from './rollout-arm.js';
import type { RolloutSummary } from './summarize-round.js';

/** What a run found: the file that `--json` writes. */
export interface RlReport {
  readonly machine: Machine;
  readonly model: string;
  readonly profile: string;
  readonly options: Readonly<Record<string, number | boolean | string>>;
  /** Tokens and log probabilities were the same in all arms. */
  readonly outputsIdentical: boolean;
  /** What fine-tuning auto's static layer took and brought, in order. */
  readonly adaptations: readonly AdaptationReport[];
  readonly revisions: readonly RevisionReport[];
}

export interface RevisionReport {
  /** 0 has the model's own weights. */
  readonly revision: number;
  /** Names the weights. */
  readonly exactnessClass: string;
  readonly arms: Readonly<Record<RolloutArmName, RolloutSummary>>;
  /** How one rollout begins: whether the policy still speaks. */
  readonly sample: string;
}

export function renderRlTable({ revisions, adaptations, outputsIdentical }: RlReport): string {
  const table = new Table({
    head: ['weights', 'arm', 'tokens/s', 'speed-up', '95 %', 'tokens/step', 'log p'],
    style: { head: [], border: [] },
  });
  for (const { revision, arms } of revisions) {
    for (const arm of rolloutArms) {
      const { tokensPerSecond, speedup, speedupCi95, acceptanceLength, meanLogprob } = arms[arm];
      table.push([
        arm === rolloutArms[0] ? revisionName(revision) : '',
        arm,
        tokensPerSecond.toFixed(1),
        speedup?.toFixed(2) ?? '–',
        speedupCi95 === null ? '–' : speedupCi95.map((bound) => bound.toFixed(2)).join('–'),
        acceptanceLength.toFixed(2),
        meanLogprob.toFixed(2),
      ]);
    }
  }
  const samples = revisions.map(({ revision, sample }) => `${revisionName(revision)}: ${sample}`);
  const verdict = outputsIdentical
    ? 'Tokens and log probabilities were the same in all arms.'
    : 'Tokens or log probabilities DIFFERED between the arms.';
  const learned = adaptations.map((report) => `${describeAdaptation(report)}\n`).join('');
  return `${table.toString()}\n${samples.join('\n')}\n${learned}${verdict}\n`;
}

/** The speed-up of static alone and of the whole system over plain decoding, by revision; of `date`, ISO 8601. */
export function renderRlChart(report: RlReport, date: string): string {
  const { options, revisions } = report;
  const note =
    `${options['samples']} samples a prompt, ${options['concurrency']} at a time, temperature ${options['temperature']}; ` +
    `noise of ${options['sigma']} rms a revision; lines: 95 %`;
  return renderSpeedupChart({
    title: 'Rollouts of a policy that moves: speed over plain decoding',
    subtitle: captionOf({ ...report, date }, note),
    groups: revisions.map(({ revision }) => revisionName(revision)),
    arms: rolloutArms.map((name) => ({
      name,
      bars: revisions.map(({ arms }) => {
        const { speedup, speedupCi95 } = arms[name];
        return speedup === null ? undefined : { speedup, interval: name === 'none' ? null : speedupCi95 };
      }),
    })),
  });
}

export function revisionName(revision: number): string {
  return revision === 0 ? 'original' : `revision ${revision}`;
}
