import { type ChildProcess, fork } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { OnnxStaticSpeculator } from '../static/onnx-static-speculator.js';
import { draftGraph, openDraftGraph } from '../static/open-static-speculator.js';
import type { StaticArtifact } from '../static/static-artifact.js';
import type { AdaptationReport } from './adapt.js';
import type { AdaptationJob } from './job.js';
import type { RecentTraffic } from './recent-traffic.js';
import { writeTraffic } from './traffic-file.js';
import type { DraftCosts } from './traffic-replay.js';

export interface NeuralAdaptationOptions {
  /** The speculator as it was trained: its weights are in use at first. */
  readonly artifact: StaticArtifact;
  /** The compiled target it was trained with. */
  readonly targetFolder: string;
  /** Holds traffic and adapted weights; it is emptied when the adaptation closes. */
  readonly workFolder: string;
  readonly speculator: OnnxStaticSpeculator;
  readonly traffic: RecentTraffic;
  readonly costs: () => DraftCosts;
  readonly onReport?: (report: AdaptationReport) => void;
  readonly onFailure?: (cause: Error) => void;
  readonly secondsMax?: number;
}

/** The files of an artifact that an adaptation rewrites. */
export interface AdaptedLayer {
  readonly weights: Uint8Array;
  readonly head: Uint8Array;
}

/** Answer tokens after which a job starts: at first few, then in proportion to what came before, up to a bound. */
const newRows = { min: 1000, share: 0.25, max: 4096 };
/** Enough to judge by: a fifth of them is held out. */
const sequencesMin = 5;
const defaultSecondsMax = 120;

/**
 * Fine-tunes the static layer on the endpoint's own recent traffic, in a process of the lowest priority, and goes on
 * with it if replay says that it is faster. The text never depends on it.
 */
export class NeuralAdaptation {
  private current: string;
  private adoptions = 0;
  private rowsUsed = 0;
  private jobCount = 0;
  private job: ChildProcess | undefined;
  private running: Promise<void> | undefined;
  private failure: Error | undefined;
  private isClosed = false;
  private isForgetting = false;

  constructor(private readonly options: NeuralAdaptationOptions) {
    this.current = options.artifact.folder;
    options.traffic.onAdded = () => this.startWhenDue();
  }

  /** Resolves when no job is running. @throws what the last one failed with. */
  async settled(): Promise<void> {
    await this.running;
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.job?.kill('SIGKILL');
    await this.running;
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

  /** Goes on with weights that an adaptation of the same artifact has left. @throws if the draft graph refuses them. */
  async restoreLayer({ weights, head }: AdaptedLayer): Promise<void> {
    const { artifact, workFolder } = this.options;
    const folder = join(workFolder, 'restored');
    await mkdir(folder, { recursive: true });
    await copyFile(join(artifact.folder, draftGraph), join(folder, draftGraph));
    await writeFile(join(folder, artifact.manifest.weights!.file), weights);
    await writeFile(join(folder, artifact.manifest.head!.file), head);
    await this.adopt(folder);
  }

  /** Goes on with the speculator as it was trained; what is being adapted is given up. */
  async forget(): Promise<void> {
    const { artifact, traffic } = this.options;
    traffic.clear();
    this.isForgetting = true;
    this.job?.kill('SIGKILL');
    await this.running;
    this.isForgetting = false;
    if (this.current !== artifact.folder) await this.adopt(artifact.folder);
  }

  private startWhenDue(): void {
    const { traffic } = this.options;
    const due = Math.min(newRows.max, Math.max(newRows.min, newRows.share * this.rowsUsed));
    const hasEnough = traffic.rowsSeen - this.rowsUsed >= due;
    if (this.isClosed || this.isForgetting || this.running !== undefined || !hasEnough) return;
    if (traffic.sequences.length < sequencesMin) return;
    this.rowsUsed = traffic.rowsSeen;
    this.failure = undefined;
    this.running = this.adapt()
      .catch((cause: unknown) => this.fail(cause instanceof Error ? cause : new Error(String(cause))))
      .finally(() => (this.running = undefined));
  }

  private fail(cause: Error): void {
    if (this.isClosed || this.isForgetting) return;
    this.failure = cause;
    this.options.onFailure?.(cause);
  }

  private async adapt(): Promise<void> {
    const { options } = this;
    const seed = ++this.jobCount;
    const folder = join(options.workFolder, String(seed));
    const trafficFile = join(options.workFolder, 'traffic.bin');
    await mkdir(folder, { recursive: true });
    await writeTraffic(trafficFile, [...options.traffic.sequences]);
    const report = await this.runJob({
      artifactsFolder: dirname(options.artifact.folder),
      targetFolder: options.targetFolder,
      trafficFile,
      current: this.current,
      folder,
      costs: options.costs(),
      secondsMax: options.secondsMax ?? defaultSecondsMax,
      seed,
    }).finally(() => rm(trafficFile, { force: true }));
    const isWanted = report.isFaster && !this.isForgetting;
    await (isWanted ? this.adopt(folder) : rm(folder, { recursive: true }));
    options.onReport?.(report);
  }

  private async adopt(folder: string): Promise<void> {
    const { speculator } = this.options;
    await speculator.swap(await openDraftGraph(folder, speculator.threads));
    const former = this.current;
    this.current = folder;
    this.adoptions++;
    if (former !== this.options.artifact.folder) await rm(former, { recursive: true, force: true });
  }

  private async runJob(job: AdaptationJob): Promise<AdaptationReport> {
    if (this.isClosed) throw new Error('the adaptation is closed');
    const child = fork(fileURLToPath(new URL('./job.js', import.meta.url)), [JSON.stringify(job)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.job = child;
    let complaint = '';
    child.stderr!.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2000)));
    return new Promise((resolve, reject) => {
      child.once('message', (report) => resolve(report as AdaptationReport));
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        reject(new Error(`the adaptation ended with ${signal ?? code}: ${complaint.trim()}`)),
      );
    });
  }
}
