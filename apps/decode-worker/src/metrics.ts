import type { SequenceOutcome } from '@slipstream/decode';
import type { Counter, Histogram, Metrics } from '@slipstream/observability';
import type { AdaptationReport } from '@slipstream/runtime-onnx';
import type { DriftEvent, LiveSpeedup, StepObservation } from '@slipstream/speculation';

const stepSecondsBuckets = [0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1];

/** The worker's own figures. Token counters move when a sequence ends, step counters at once. */
export class WorkerMetrics {
  private readonly steps: Counter;
  private readonly stepSeconds: Histogram;
  private readonly promptTokens: Counter;
  private readonly prefixCachedTokens: Counter;
  private readonly emittedTokens: Counter;
  private readonly draftedTokens: Counter;
  private readonly acceptedTokens: Counter;
  private readonly aborted: Counter;
  private readonly failed: Counter;
  private readonly stepsAfterAbort: Counter;
  private readonly adaptations: Counter<'result'>;
  private readonly adaptationSeconds: Counter;
  private readonly drifts: Counter<'cause'>;

  constructor(private readonly metrics: Metrics) {
    const counter = (name: string, help: string): Counter => metrics.counter({ name, help });
    this.steps = counter(
      'slipstream_decode_steps_total',
      'Steps of the batch: draft, score, verify, commit.',
    );
    this.stepSeconds = metrics.histogram({
      name: 'slipstream_decode_step_seconds',
      help: 'Time of one step of the batch.',
      buckets: stepSecondsBuckets,
    });
    this.promptTokens = counter('slipstream_prompt_tokens_total', 'Prompt tokens of ended sequences.');
    this.prefixCachedTokens = counter(
      'slipstream_prefix_cached_tokens_total',
      'Prompt tokens whose keys and values were reused from an earlier sequence.',
    );
    this.emittedTokens = counter('slipstream_emitted_tokens_total', 'Tokens that the target emitted.');
    this.draftedTokens = counter('slipstream_drafted_tokens_total', 'Tokens that were drafted.');
    this.acceptedTokens = counter(
      'slipstream_accepted_tokens_total',
      'Drafted tokens that the target accepted.',
    );
    this.aborted = counter('slipstream_decode_aborted_total', 'Sequences that were aborted.');
    this.failed = counter('slipstream_decode_failed_total', 'Sequences that the target failed to score.');
    this.stepsAfterAbort = counter(
      'slipstream_steps_after_abort_total',
      'Steps of the batch between the abort of a sequence and its end; at most one per aborted sequence.',
    );
    this.adaptations = metrics.counter({
      name: 'slipstream_adaptations_total',
      help: 'Fine-tunings of the static layer on recent traffic, by what replay made of them.',
      labelNames: ['result'],
    });
    this.drifts = metrics.counter({
      name: 'slipstream_drifts_total',
      help: 'Lasting changes of the traffic, by the statistic that showed them.',
      labelNames: ['cause'],
    });
    this.adaptationSeconds = counter(
      'slipstream_adaptation_seconds_total',
      'Time of fine-tuning in the background, by the clock.',
    );
  }

  /** Gauges are read from the engine at each scrape. */
  watchLoad(load: () => { readonly active: number; readonly waiting: number }): void {
    this.metrics.gauge({
      name: 'slipstream_active_sequences',
      help: 'Sequences that hold a lane.',
      collect() {
        this.set(load().active);
      },
    });
    this.metrics.gauge({
      name: 'slipstream_waiting_sequences',
      help: 'Sequences that wait for a lane.',
      collect() {
        this.set(load().waiting);
      },
    });
  }

  /** The counterfactual: read at each scrape, absent until enough steps were held back. */
  watchSpeedup(estimate: () => LiveSpeedup | undefined): void {
    this.metrics.gauge({
      name: 'slipstream_speculation_speedup',
      help: 'How much faster tokens come than they would without speculation, from steps held back at random.',
      labelNames: ['bound'],
      collect() {
        const live = estimate();
        if (live === undefined) return;
        this.set({ bound: 'low' }, live.low);
        this.set({ bound: 'mean' }, live.speedup);
        this.set({ bound: 'high' }, live.high);
      },
    });
  }

  /** How near the traffic is to a drift, read at each scrape. */
  watchDrift(score: () => number): void {
    this.metrics.gauge({
      name: 'slipstream_drift_score',
      help: 'How far the traffic has moved: 0 as usual, 1 at an alarm.',
      collect() {
        this.set(score());
      },
    });
  }

  readonly recordStep = ({ scoreMs, draftMs }: StepObservation): void => {
    this.steps.inc();
    this.stepSeconds.observe((draftMs + scoreMs) / 1000);
  };

  recordSequence(outcome: SequenceOutcome): void {
    this.promptTokens.inc(outcome.promptTokens);
    this.prefixCachedTokens.inc(outcome.cachedTokens);
    this.emittedTokens.inc(outcome.completionTokens);
    this.draftedTokens.inc(outcome.draftedTokens);
    this.acceptedTokens.inc(outcome.acceptedTokens);
    if (outcome.reason === 'failed') this.failed.inc();
  }

  recordDrift({ cause, end }: DriftEvent): void {
    if (end === undefined) this.drifts.inc({ cause });
  }

  recordAdaptation({ isFaster, seconds }: AdaptationReport): void {
    this.adaptations.inc({ result: isFaster ? 'adopted' : 'refused' });
    this.adaptationSeconds.inc(seconds);
  }

  recordAbortedSequence(stepsAfterAbort: number): void {
    this.aborted.inc();
    this.stepsAfterAbort.inc(stepsAfterAbort);
  }
}
