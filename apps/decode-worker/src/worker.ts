import { performance } from 'node:perf_hooks';

import { DecodeEngine, type TargetModel, uniformFrom } from '@slipstream/decode';
import { createMetrics, type Logger } from '@slipstream/observability';
import { type OnnxStaticSpeculator, openStaticSpeculator, openTarget } from '@slipstream/runtime-onnx';
import { createSpeculation, StepCost } from '@slipstream/speculation';
import type { FastifyInstance } from 'fastify';

import { ActiveCompletions } from './active-completions.js';
import { admitTarget, type AdmissionOptions } from './admission.js';
import { AdmissionStore } from './admission-store.js';
import type { WorkerConfig } from './config.js';
import { drain } from './drain.js';
import { WorkerMetrics } from './metrics.js';
import { ReadinessState } from './readiness.js';
import { probeReadiness } from './ready-probe.js';
import { ReplicaTokenCheck } from './replica-token.js';
import { loadModel } from './served-model.js';
import { createServer } from './server.js';

const now = (): number => performance.now();
/** Fixed, so that a finding can be repeated. */
const admissionSeed = 1;

/** One replica: a target, the engine that drives it, and the server in front. */
export class Worker {
  private readonly readiness = new ReadinessState();
  private readonly active = new ActiveCompletions();
  private readonly metrics = createMetrics();
  private readonly workerMetrics = new WorkerMetrics(this.metrics);
  private readonly server: FastifyInstance;
  private target: TargetModel | undefined;
  private staticSpeculator: OnnxStaticSpeculator | undefined;
  private engine: DecodeEngine | undefined;
  private closed: Promise<void> | undefined;

  constructor(
    private readonly config: WorkerConfig,
    private readonly logger: Logger,
  ) {
    this.server = createServer({
      readiness: this.readiness,
      tokenCheck: new ReplicaTokenCheck(config.REPLICA_TOKEN),
      metrics: this.metrics,
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
    const target = await openTarget(config.TARGET_FOLDER, {
      threads: config.THREADS,
      lanesMax: config.LANES,
    });
    this.target = target;
    const model = await loadModel(config.TARGET_FOLDER);
    const admission = await admitTarget(this.admissionOptions(target));
    logger.info({ admission }, 'the target is admitted');
    const speculator = await openStaticSpeculator(config.SPECULATORS_FOLDER, config.TARGET_FOLDER);
    logger.info({ hasStaticSpeculator: speculator !== undefined }, 'speculators are open');
    this.staticSpeculator = speculator;
    const speculation = createSpeculation({
      stepCost: StepCost.fromProfile(admission.stepTimes),
      holdBackRandom: Math.random,
      ...(speculator === undefined ? {} : { neural: { speculator, now } }),
    });
    const engine = new DecodeEngine({
      target,
      speculation,
      now,
      onStep: this.workerMetrics.recordStep,
    });
    this.engine = engine;
    await probeReadiness(engine, model.tokenizer.encode('Hello'));
    this.workerMetrics.watchLoad(() => engine.load);
    this.workerMetrics.watchSpeedup(() => speculation.liveSpeedup);
    this.readiness.becomeReady({
      engine,
      model,
      tokenizer: model.tokenizer,
      active: this.active,
      metrics: this.workerMetrics,
      logger,
      waitingMax: config.WAITING_MAX,
    });
  }

  /** Running completions may go on until the deadline. A second call brings an earlier deadline. */
  async stop(deadline: Promise<void>): Promise<void> {
    if (this.readiness.current.state === 'starting') return;
    this.logger.info({ running: this.active.count }, 'draining');
    await drain({ readiness: this.readiness, active: this.active, deadline });
    this.closed ??= this.close();
    await this.closed;
  }

  /** The engine ends first, so that aborted completions still say so before their connections close. */
  private async close(): Promise<void> {
    await this.engine?.close();
    await this.server.close();
    await this.staticSpeculator?.close();
    await this.target?.close();
  }

  private admissionOptions(target: TargetModel): AdmissionOptions {
    const { config, logger } = this;
    return {
      target,
      threads: config.THREADS,
      store: new AdmissionStore(config.TARGET_FOLDER, config.DATA_DIR),
      random: uniformFrom(admissionSeed),
      now,
      onProgress: (round, rounds) => logger.info({ round, rounds }, 'checking that the target is bit-exact'),
    };
  }
}
