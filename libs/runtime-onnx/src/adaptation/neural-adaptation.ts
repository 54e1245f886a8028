import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { OnnxStaticSpeculator } from '../static/onnx-static-speculator.js';
import { draftGraph, openDraftGraph } from '../static/open-static-speculator.js';
import type { StaticArtifact } from '../static/static-artifact.js';
import type { AdaptationReport } from './adapt.js';
import type { AdaptationJob, JobLoad, JobMessage } from './job.js';
import type { RecentTraffic } from './recent-traffic.js';
import { writeTraffic } from './traffic-file.js';
import type { DraftCosts } from './traffic-replay.js';

export interface NeuralAdaptationOptions {
  /** The speculator as it was trained: its weights are in use at first. */
  readonly artifact: StaticArtifact;
  /** The compiled target it was trained with. */
  readonly targetFolder: string;
  /** Holds traffic and adapted weights, of this adaptation alone: it is emptied when that begins and when it closes. */
  readonly workFolder: string;
  readonly speculator: OnnxStaticSpeculator;
  readonly traffic: RecentTraffic;
  readonly costs: () => DraftCosts;
  /** Whether requests are being decoded: jobs rest most of that time. */
  readonly isBusy: () => boolean;
  readonly onReport?: (report: AdaptationReport) => void;
  readonly onFailure?: (cause: Error) => void;
}

/** The files of an artifact that an adaptation rewrites. */
export interface AdaptedLayer {
  readonly weights: Uint8Array;
  readonly head: Uint8Array;
}

/** A layer that the draft graph refused. */
export class LayerRefused extends Error {
  override readonly name = 'LayerRefused';
}

/** Answer tokens after which a job starts: at first few, then in proportion to what came before, up to a bound. */
const newRows = { min: 1000, share: 0.25, max: 4096 };
/** Enough to judge by: a fifth of them is held out. */
const sequencesMin = 5;
const secondsMax = 120;

/** A job that runs, and the way to stop it. */
interface RunningJob {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Fine-tunes the static layer on the endpoint's own recent traffic, in a process that lets decoding go first, and goes on
 * with it if replay says that it is faster. The text never depends on it.
 */
export class NeuralAdaptation {
  private current: string;
  private adoptions = 0;
  private rowsUsed = 0;
  private folderCount = 0;
  private job: RunningJob | undefined;
  private failure: Error | undefined;
  /** Changes of the layer, or of what it is judged by, that are under way: no job begins beside them. */
  private changes = 0;
  private latestChange: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly options: NeuralAdaptationOptions) {
    this.current = options.artifact.folder;
    // A process that was killed leaves its traffic behind.
    rmSync(options.workFolder, { recursive: true, force: true });
    options.traffic.onAdded = () => this.startWhenDue();
  }

  /** Resolves when no job is running. @throws what the last one failed with. */
  async settled(): Promise<void> {
    await this.job?.ended;
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.latestChange;
    await this.giveUpJob();
    await rm(this.options.workFolder, { recursive: true, force: true });
  }

  /** How often other weights were taken into use. */
  get adoptionCount(): number {
    return this.adoptions;
  }

  /** The weights in use, unless they are still those of the artifact. */
  async saveLayer(): Promise<AdaptedLayer | undefined> {
    const { artifact } = this.options;
    if (this.current === artifact.folder) return undefined;
    const { weights, head } = artifact.manifest;
    const [weightBytes, headBytes] = await Promise.all(
      [weights!, head!].map(({ file }) => readFile(join(this.current, file))),
    );
    return { weights: weightBytes!, head: headBytes! };
  }

  /** Goes on with weights that an adaptation of the same artifact has left. @throws LayerRefused, and nothing is changed. */
  async restoreLayer({ weights, head }: AdaptedLayer): Promise<void> {
    const { artifact } = this.options;
    await this.change(async () => {
      const folder = await this.makeFolder();
      await copyFile(join(artifact.folder, draftGraph), join(folder, draftGraph));
      await writeFile(join(folder, artifact.manifest.weights!.file), weights);
      await writeFile(join(folder, artifact.manifest.head!.file), head);
      await this.adopt(folder).catch(async (cause: unknown) => {
        await rm(folder, { recursive: true, force: true });
        throw new LayerRefused(cause instanceof Error ? cause.message : String(cause), { cause });
      });
    });
  }

  /** Goes on with the speculator as it was trained; what is being adapted is given up. */
  async forget(): Promise<void> {
    const { artifact, traffic, speculator } = this.options;
    traffic.clear();
    speculator.dropIdleLanes();
    await this.change(async () => {
      if (this.current !== artifact.folder) await this.adopt(artifact.folder);
    });
  }

  /** The target has new weights: hidden states of the former ones say nothing, nor does a layer that was judged by them. */
  async noteRevision(): Promise<void> {
    this.options.traffic.clear();
    await this.change(() => Promise.resolve());
  }

  /**
   * One change after the other. The job that runs is given up: it would be judged against a layer, or by traffic, that is
   * gone.
   */
  private change(work: () => Promise<void>): Promise<void> {
    this.changes++;
    const done = this.latestChange
      .then(() => this.giveUpJob())
      .then(work)
      .finally(() => this.changes--);
    this.latestChange = done.catch(() => undefined);
    return done;
  }

  private async giveUpJob(): Promise<void> {
    this.job?.stop.abort();
    await this.job?.ended;
  }

  private startWhenDue(): void {
    const { traffic } = this.options;
    if (this.isClosed || this.changes > 0 || this.job !== undefined) return;
    const due = Math.min(newRows.max, Math.max(newRows.min, newRows.share * this.rowsUsed));
    const hasEnough = traffic.rowsSeen - this.rowsUsed >= due && traffic.sequences.length >= sequencesMin;
    if (!hasEnough) return;
    this.rowsUsed = traffic.rowsSeen;
    this.failure = undefined;
    const stop = new AbortController();
    const ended = this.adapt(stop.signal)
      .catch((cause: unknown) => {
        if (!stop.signal.aborted) this.fail(cause instanceof Error ? cause : new Error(String(cause)));
      })
      .finally(() => (this.job = undefined));
    this.job = { stop, ended };
  }

  private fail(cause: Error): void {
    this.failure = cause;
    this.options.onFailure?.(cause);
  }

  private async adapt(stop: AbortSignal): Promise<void> {
    const { options } = this;
    const folder = await this.makeFolder();
    const trafficFile = join(folder, 'traffic.bin');
    let isAdopted = false;
    try {
      await writeTraffic(trafficFile, [...options.traffic.sequences]);
      const job: AdaptationJob = {
        artifactsFolder: dirname(options.artifact.folder),
        targetFolder: options.targetFolder,
        trafficFile,
        current: this.current,
        folder,
        costs: options.costs(),
        secondsMax,
        seed: this.folderCount,
      };
      const report = await runJob(job, options.isBusy, stop);
      await rm(trafficFile);
      if (report.isFaster) {
        stop.throwIfAborted();
        await this.adopt(folder);
        isAdopted = true;
      }
      options.onReport?.(report);
    } finally {
      if (!isAdopted) await rm(folder, { recursive: true, force: true });
    }
  }

  private async makeFolder(): Promise<string> {
    const folder = join(this.options.workFolder, String(++this.folderCount));
    await mkdir(folder, { recursive: true });
    return folder;
  }

  private async adopt(folder: string): Promise<void> {
    const { speculator } = this.options;
    await speculator.swap(await openDraftGraph(folder, speculator.threads));
    const former = this.current;
    this.current = folder;
    this.adoptions++;
    if (former !== this.options.artifact.folder) await rm(former, { recursive: true, force: true });
  }
}

/** In a process of its own, which is killed when `stop` is aborted. */
function runJob(job: AdaptationJob, isBusy: () => boolean, stop: AbortSignal): Promise<AdaptationReport> {
  const child = fork(fileURLToPath(new URL('./job.js', import.meta.url)), [JSON.stringify(job)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    signal: stop,
    killSignal: 'SIGKILL',
  });
  let complaint = '';
  child.stderr!.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2000)));
  return new Promise((resolve, reject) => {
    child.on('message', ({ report }: JobMessage) => {
      if (report !== undefined) resolve(report);
      // One that was stopped meanwhile hears nothing.
      else child.send({ isBusy: isBusy() } satisfies JobLoad, () => undefined);
    });
    // One that was stopped still writes until it has exited.
    child.on('error', (cause) => {
      if (!stop.aborted || child.pid === undefined) reject(cause);
    });
    child.once('exit', (code, signal) =>
      reject(new Error(`the adaptation ended with ${signal ?? code}: ${complaint.trim()}`)),
    );
  });
}
