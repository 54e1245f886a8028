import { performance } from 'node:perf_hooks';

import { StepTurns, type TargetModel, uniformFrom } from '@slipstream/decode';
import { createMetrics, type Logger, Tracing } from '@slipstream/observability';
import { type NeuralAdaptation, type OnnxStaticSpeculator, openTarget } from '@slipstream/runtime-onnx';
import { type EndpointSpeculation, StepCost } from '@slipstream/speculation';
import { readTargetManifest, TargetCompilerError, whyNotRevision } from '@slipstream/target-compiler';
import type { FastifyInstance } from 'fastify';

import { admissionSeed, admitTarget, type AdmissionOptions, TargetNotExact } from './admission.js';
import { type AdmissionRecord, AdmissionStore } from './admission-store.js';
import { startAdaptation } from './background-adaptation.js';
import { traceExporterOf, type WorkerConfig } from './config.js';
import { DecodeRefusal } from './decode-refusal.js';
import { drain } from './drain.js';
import { inTurns } from './in-turns.js';
import { EndpointLearning } from './learned/endpoint-learning.js';
import { EndpointPolicy } from './learned/endpoint-policy.js';
import { openSpeculation } from './learned/open-speculation.js';
import { TaughtSequences } from './learned/taught-sequences.js';
import { ReportLog } from './learning-reports/report-log.js';
import { WindowRecorder } from './learning-reports/window-recorder.js';
import { WorkerMetrics } from './metrics.js';
import { type EndpointSpeculator, openEndpointSpeculator } from './open-endpoint-speculator.js';
import { ReadinessState } from './readiness.js';
import { probeReadiness } from './ready-probe.js';
import { Activity } from './activity/activity.js';
import { toWorkerReport } from './activity/worker-report.js';
import { ReplicaTokenCheck } from './replica-token.js';
import { type OpenTarget, Revision } from './revision.js';
import { Revisions } from './revisions.js';
import { loadModel } from './served-model.js';
import { createServer } from './server.js';
import { UsageJournal } from './usage-journal.js';
import { UsageMeter } from './usage-meter.js';

const now = (): number => performance.now();

/** What serves once the worker is ready. */
interface Serving {
  readonly revisions: Revisions;
  readonly speculation: EndpointSpeculation;
  readonly learning: EndpointLearning;
  readonly stepTimes: AdmissionRecord['stepTimes'];
}

/** One replica: the endpoint's weights and what it learnt, an engine for each revision in use, and the server in front. */
export class Worker {
  private readonly readiness = new ReadinessState();
  private readonly metrics = createMetrics();
  private readonly workerMetrics = new WorkerMetrics(this.metrics);
  private readonly activity = new Activity(now);
  private readonly turns = new StepTurns();
  private readonly policy = new EndpointPolicy();
  private readonly taught = new TaughtSequences();
  private readonly reports = new ReportLog(Date.now);
  private readonly window = new WindowRecorder({
    nowMs: Date.now,
    driftScore: () => this.serving?.speculation.drift.score ?? 0,
    learnedTokens: () => this.serving?.learning.learnedTokens ?? 0,
  });
  private readonly usage: UsageMeter;
  private readonly tracing: Tracing;
  private readonly server: FastifyInstance;
  private serving: Serving | undefined;
  private staticSpeculator: OnnxStaticSpeculator | undefined;
  private adaptation: NeuralAdaptation | undefined;
  private closed: Promise<void> | undefined;

  constructor(
    private readonly config: WorkerConfig,
    private readonly logger: Logger,
  ) {
    const journal = new UsageJournal(config.DATA_DIR, { replicaId: config.REPLICA_ID, nowMs: Date.now });
    this.usage = new UsageMeter(journal, (error) =>
      logger.error({ error }, 'usage could not be written down; it is written with what follows'),
    );
    this.tracing = new Tracing({
      serviceName: 'slipstream-decode-worker',
      exporter: traceExporterOf(config),
    });
    this.server = createServer({
      tracing: this.tracing,
      readiness: this.readiness,
      tokenCheck: new ReplicaTokenCheck(config.REPLICA_TOKEN),
      metrics: this.metrics,
      revise: (targetFolder) => this.revise(targetFolder),
      report: () => {
        const { revisions, speculation } = this.ready;
        const { load } = revisions;
        const { liveSpeedup } = speculation;
        return toWorkerReport({ lanes: config.LANES, load, summary: this.activity.summary, liveSpeedup });
      },
      saveLearned: (etag) => this.learning.save(etag),
      takeLearned: (learned) => this.learning.take(learned),
      reportsAfter: (number, windowSeconds) => {
        const window = this.window.close(windowSeconds);
        if (window !== undefined) this.reports.add(window);
        return this.reports.after(number);
      },
      adoptPolicy: async (policy) => {
        const { learning } = this;
        if (!this.policy.adopt(policy)) return;
        this.reports.clear();
        await learning.forget();
      },
      logger,
    });
  }

  /** Opens the port before the target, so that liveness shows during a long admission. Returns the port. */
  async listen(): Promise<number> {
    const address = await this.server.listen({ host: this.config.HOST, port: this.config.PORT });
    return Number(new URL(address).port);
  }

  /** Resolves when a real token was decoded. */
  async becomeReady(): Promise<void> {
    const { config, logger } = this;
    const open = await this.openTarget(config.TARGET_FOLDER);
    const { stepTimes } = await admitTarget(this.admissionOptions(open.target, config.TARGET_FOLDER));
    const opened = await openEndpointSpeculator(config, logger);
    logger.info({ hasStaticSpeculator: opened !== undefined }, 'speculators are open');
    const stepCost = StepCost.fromProfile(stepTimes);
    if (opened !== undefined) {
      this.staticSpeculator = opened.speculator;
      this.adaptation = startAdaptation(opened, {
        config,
        stepCost,
        metrics: this.workerMetrics,
        logger,
        isBusy: () => (this.serving?.revisions.load.active ?? 0) > 0,
        onAdopted: () => this.serving?.speculation.noteRevision(),
      });
    }
    const speculation = openSpeculation(opened, {
      memoryBytes: config.MEMORY_MIB * 2 ** 20,
      ...{ stepCost, now, logger, vocabularySize: open.model.vocabularySize },
      ...{ taught: this.taught, reports: this.reports, metrics: this.workerMetrics },
    });
    const revision = await this.startRevision(open, speculation);
    const revisions = new Revisions(revision);
    const learning = await this.learningOf(speculation, opened);
    this.serving = { revisions, speculation, learning, stepTimes };
    this.workerMetrics.watchLoad(() => revisions.load);
    this.workerMetrics.watchSpeedup(() => speculation.liveSpeedup);
    this.workerMetrics.watchDrift(() => speculation.drift.score);
    this.readiness.becomeReady(revision.service);
  }

  /**
   * Lets new requests get the weights in this folder, while running ones finish on theirs. What the endpoint has learnt
   * goes on; keys and values don't. Resolves with the fingerprint of the weights that serve.
   */
  async revise(targetFolder: string): Promise<string> {
    const serving = this.ready;
    const { revisions, speculation } = serving;
    if (revisions.current.folder !== targetFolder) {
      await revisions.replace(
        () => this.openRevision(targetFolder, serving),
        ({ service }) => this.readiness.replaceService(service),
      );
      speculation.noteRevision();
      await this.adaptation?.noteRevision();
      this.logger.info({ targetFolder }, 'new requests get new weights');
    }
    return revisions.current.model.fingerprint;
  }

  private async learningOf(
    speculation: EndpointSpeculation,
    opened: EndpointSpeculator | undefined,
  ): Promise<EndpointLearning> {
    const { config, logger, policy, taught, adaptation } = this;
    const first = await readTargetManifest(config.FIRST_TARGET_FOLDER ?? config.TARGET_FOLDER);
    return new EndpointLearning({
      modelDigest: first.ggufSha256,
      speculation,
      policy,
      taught,
      onVerdict: (snapshotId, verdict) => {
        this.reports.add({ kind: 'verdict', snapshotId, ...verdict });
        logger.info({ snapshotId, verdict }, 'live traffic has judged a version of what was learned');
      },
      onLayerFailure: (err) => logger.warn({ err }, 'the layer of a version could not be taken'),
      neural: opened === undefined ? undefined : { artifact: opened.artifact, adaptation },
    });
  }

  private get learning(): EndpointLearning {
    return this.ready.learning;
  }

  private get ready(): Serving {
    if (this.serving === undefined) throw new DecodeRefusal('not_ready', 'This worker is starting.');
    return this.serving;
  }

  /** Running completions may go on until the deadline. A second call brings an earlier deadline. */
  async stop(deadline: Promise<void>): Promise<void> {
    if (this.serving === undefined) return;
    const { revisions } = this.serving;
    this.logger.info({ running: revisions.activeCount }, 'draining');
    await drain({ readiness: this.readiness, active: revisions, deadline });
    this.closed ??= this.close(revisions);
    await this.closed;
  }

  /** The engines end first, so that aborted completions still say so before their connections close. */
  private async close(revisions: Revisions): Promise<void> {
    await revisions.close();
    await this.server.close();
    // What could not be written down when it was told has a last chance.
    this.usage.flush();
    await this.adaptation?.close();
    await this.staticSpeculator?.close();
    await this.tracing.close();
  }

  private async openTarget(folder: string): Promise<OpenTarget> {
    const target = await openTarget(folder, { threads: this.config.THREADS, lanesMax: this.config.LANES });
    return { folder, target, model: await loadModel(folder, target.exactnessClass) };
  }

  private async openRevision(
    folder: string,
    { revisions, speculation, stepTimes }: Serving,
  ): Promise<Revision> {
    let open: OpenTarget | undefined;
    try {
      const reason = await whyNotRevision(revisions.current.folder, folder);
      if (reason !== undefined) throw new DecodeRefusal('revision_refused', reason);
      open = await this.openTarget(folder);
      const target = inTurns(open.target, this.turns);
      await admitTarget({ ...this.admissionOptions(target, folder), stepTimes });
      return await this.startRevision(open, speculation);
    } catch (error) {
      await open?.target.close();
      const isRefusal = error instanceof TargetCompilerError || error instanceof TargetNotExact;
      throw isRefusal ? new DecodeRefusal('revision_refused', error.message) : error;
    }
  }

  /** An engine on an admitted target, which has decoded a token. */
  private async startRevision(open: OpenTarget, speculation: EndpointSpeculation): Promise<Revision> {
    const revision = new Revision(open, {
      speculation,
      turns: this.turns,
      now,
      metrics: this.workerMetrics,
      usage: this.usage,
      activity: this.activity,
      policy: this.policy,
      window: this.window,
      logger: this.logger,
      waitingMax: this.config.WAITING_MAX,
    });
    await probeReadiness(revision.engine, open.model.tokenizer.encode('Hello'));
    return revision;
  }

  private admissionOptions(target: TargetModel, folder: string): AdmissionOptions {
    const { config, logger } = this;
    return {
      target,
      threads: config.THREADS,
      store: new AdmissionStore(folder, config.DATA_DIR),
      random: uniformFrom(admissionSeed),
      now,
      onProgress: (round, rounds) => logger.info({ round, rounds }, 'checking that the target is bit-exact'),
    };
  }
}
