import type { SpeculationFigures, WindowReport } from '@slipstream/contract';
import type { SequenceOutcome } from '@slipstream/decode';
import {
  type SpeculationMode,
  type StepKind,
  type StepObservation,
  TokenTime,
} from '@slipstream/speculation';

/** Requests whose course is told one by one; of more only the sums. */
const curveMax = 512;

export interface WindowSources {
  /** The time since 1970 in milliseconds. */
  readonly nowMs: () => number;
  readonly driftScore: () => number;
  readonly learnedTokens: () => number;
}

type Choices = Pick<SpeculationFigures, 'arms' | 'draftLengths' | 'reachedAt' | 'acceptedAt'>;

/** Adds up what speculation does until somebody asks; then a new window begins. */
export class WindowRecorder {
  private startedMs: number;
  private figures = nothing();
  private readonly byLanes = new Map<number, { speculated: TokenTime; plain: TokenTime }>();
  private curve: [number, number][] = [];

  constructor(private readonly sources: WindowSources) {
    this.startedMs = sources.nowMs();
  }

  recordStep({ lanes, tokens, draftMs, scoreMs }: StepObservation, kind: StepKind): void {
    const { figures, byLanes } = this;
    figures.steps++;
    figures.tokens += tokens;
    figures.draftMs += draftMs;
    figures.scoreMs += scoreMs;
    if (kind === 'plain') return;
    let times = byLanes.get(lanes);
    if (times === undefined)
      byLanes.set(lanes, (times = { speculated: new TokenTime(), plain: new TokenTime() }));
    if (kind === 'heldBack') times.plain.add(tokens, scoreMs);
    else times.speculated.add(tokens, draftMs + scoreMs);
  }

  /** A sequence has ended; the learning curve leaves out those that may not have drafts. */
  recordSequence(
    { completionTokens, steps, draftedTokens, acceptedTokens, speculation }: SequenceOutcome,
    mode: SpeculationMode,
  ): void {
    const { figures } = this;
    figures.requests++;
    figures.draftedTokens += draftedTokens;
    figures.acceptedTokens += acceptedTokens;
    addChoices(figures, speculation);
    if (mode !== 'none' && this.curve.length < curveMax) this.curve.push([completionTokens, steps]);
  }

  /** The window that ends now, if it has lasted so long and anything was decoded in it. */
  close(secondsMin: number): WindowReport | undefined {
    const { nowMs, driftScore, learnedTokens } = this.sources;
    const seconds = (nowMs() - this.startedMs) / 1_000;
    if (seconds < secondsMin || seconds <= 0 || this.figures.steps === 0) return undefined;
    const holdBack = [...this.byLanes].map(([lanes, { speculated, plain }]) => ({
      lanes,
      speculated: speculated.sums,
      plain: plain.sums,
    }));
    const report: WindowReport = {
      kind: 'window',
      startedAt: new Date(this.startedMs).toISOString(),
      seconds,
      figures: { ...this.figures, holdBack },
      driftScore: driftScore(),
      learnedTokens: learnedTokens(),
      curve: this.curve,
    };
    this.startedMs = nowMs();
    this.figures = nothing();
    this.byLanes.clear();
    this.curve = [];
    return report;
  }
}

function nothing(): SpeculationFigures {
  return {
    requests: 0,
    steps: 0,
    tokens: 0,
    draftedTokens: 0,
    acceptedTokens: 0,
    arms: { none: 0, static: 0, adaptive: 0, chained: 0 },
    draftLengths: [],
    reachedAt: [],
    acceptedAt: [],
    draftMs: 0,
    scoreMs: 0,
    holdBack: [],
  };
}

function addChoices(
  to: Choices,
  { arms, draftLengths, reachedAt, acceptedAt }: SequenceOutcome['speculation'],
): void {
  for (const arm of ['none', 'static', 'adaptive', 'chained'] as const) to.arms[arm] += arms[arm];
  addList(to.draftLengths, draftLengths);
  addList(to.reachedAt, reachedAt);
  addList(to.acceptedAt, acceptedAt);
}

function addList(to: number[], counts: readonly number[]): void {
  counts.forEach((count, index) => (to[index] = (to[index] ?? 0) + count));
}
