import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type AdaptationReport,
  draftCostsOf,
  NeuralAdaptation,
  type OnnxStaticSpeculator,
  openStaticSpeculator,
  RecentTraffic,
  trafficRowsMax,
} from '@slipstream/runtime-onnx';
import { StepCost } from '@slipstream/speculation';

import type { OpenModel } from './open-model.js';

/** A static layer of one arm, which is fine-tuned on what the arm decodes. */
export class AdaptingSpeculator {
  /** Called when the speculator goes on with other weights. */
  onAdopted: () => void = () => undefined;
  /** Whether the arm is decoding. */
  isBusy: () => boolean = () => false;

  private constructor(
    readonly speculator: OnnxStaticSpeculator,
    /** What it learns from. */
    readonly traffic: RecentTraffic,
    private readonly adaptation: NeuralAdaptation,
    /** What each fine-tuning brought, in their order. */
    readonly reports: readonly AdaptationReport[],
  ) {}

  /** Undefined where no speculator was trained for the model. */
  static async open({
    staticArtifact,
    folder,
    stepTimes,
    threads,
  }: OpenModel): Promise<AdaptingSpeculator | undefined> {
    if (staticArtifact === undefined) return undefined;
    const traffic = new RecentTraffic(trafficRowsMax);
    const speculator = await openStaticSpeculator(staticArtifact, { threads, traffic });
    const stepCost = StepCost.fromProfile(stepTimes);
    const reports: AdaptationReport[] = [];
    const adaptation = new NeuralAdaptation({
      artifact: staticArtifact,
      targetFolder: folder,
      workFolder: await mkdtemp(join(tmpdir(), 'slipstream-adaptation-')),
      speculator,
      traffic,
      costs: () => draftCostsOf((rows) => stepCost.at(rows, 1)),
      isBusy: (): boolean => opened.isBusy(),
      onReport: (report) => {
        reports.push(report);
        if (report.isFaster) opened.onAdopted();
      },
    });
    const opened = new AdaptingSpeculator(speculator, traffic, adaptation, reports);
    return opened;
  }

  settled(): Promise<void> {
    return this.adaptation.settled();
  }

  async close(): Promise<void> {
    await this.adaptation.close();
    await this.speculator.close();
  }
}
