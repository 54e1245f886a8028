import { Injectable } from '@nestjs/common';
import type { NumberedReport } from '@slipstream/contract';
import type { EndpointId } from '@slipstream/domain';
import {
  Database,
  newId,
  type Replica,
  type RollupResolution,
  type SpeculationSpan,
  type SpeculationWindow,
} from '@slipstream/persistence';

import { sumFigures } from './sum-figures.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lengthsMs: Readonly<Record<RollupResolution, number>> = { hour: hourMs, day: dayMs };
/** How long each resolution is kept. */
const keptMs = { windows: 2 * dayMs, hours: 60 * dayMs, days: 730 * dayMs };
/** Of one hour: a minute each, of as many replicas as an endpoint may have, and some that came early. */
const windowsOfHourMax = 2_000;

/** Files windows and drifts, and joins windows to hours and hours to days. Each join is made anew, so repeating it is safe. */
@Injectable()
export class SpeculationHistory {
  constructor(private readonly database: Database) {}

  async file(replica: Replica, reports: readonly NumberedReport[]): Promise<void> {
    const { endpointId, id: replicaId, epoch: replicaEpoch } = replica;
    const windows = reports.flatMap((report): SpeculationWindow[] => {
      if (report.kind !== 'window') return [];
      const { number, startedAt, learnedTokens, figures, seconds, driftScore, curve } = report;
      const place = { endpointId, replicaId, replicaEpoch, number };
      const span = { startedAt: new Date(startedAt), learnedTokens: BigInt(learnedTokens), figures };
      return [{ ...place, ...span, seconds, driftScore, curve }];
    });
    if (windows.length > 0) {
      await this.database.speculationHistory.add(windows);
      await this.rollUp(endpointId, windows);
    }
    for (const report of reports) {
      if (report.kind !== 'drift') continue;
      const { at, isOver, startRequest, cause, scores } = report;
      const { tokensPerStepBefore, tokensPerStepWorst, tokensPerStepAfter } = report;
      const times = { startedAt: new Date(at), endedAt: isOver ? new Date(at) : null };
      await this.database.driftEvents.put({
        id: newId('driftEvent'),
        endpointId,
        replicaId,
        replicaEpoch,
        startRequest,
        cause,
        scores,
        tokensPerStepBefore,
        tokensPerStepWorst,
        tokensPerStepAfter,
        ...times,
      });
    }
  }

  async prune(now: number): Promise<void> {
    await this.database.speculationHistory.prune({
      windows: new Date(now - keptMs.windows),
      hours: new Date(now - keptMs.hours),
      days: new Date(now - keptMs.days),
    });
  }

  private async rollUp(endpointId: EndpointId, windows: readonly SpeculationWindow[]): Promise<void> {
    const { speculationHistory } = this.database;
    for (const hour of startsOf('hour', windows)) {
      const spans = await speculationHistory.listWindows(endpointId, rangeOf('hour', hour), windowsOfHourMax);
      await speculationHistory.putRollup(endpointId, 'hour', join(hour, spans));
    }
    for (const day of startsOf('day', windows)) {
      const spans = await speculationHistory.listRollups(endpointId, 'hour', rangeOf('day', day));
      await speculationHistory.putRollup(endpointId, 'day', join(day, spans));
    }
  }
}

/** Days are UTC's. */
function startsOf(resolution: RollupResolution, spans: readonly SpeculationSpan[]): number[] {
  const lengthMs = lengthsMs[resolution];
  return [...new Set(spans.map(({ startedAt }) => Math.floor(startedAt.getTime() / lengthMs) * lengthMs))];
}

function rangeOf(resolution: RollupResolution, start: number): { from: Date; to: Date } {
  return { from: new Date(start), to: new Date(start + lengthsMs[resolution]) };
}

function join(start: number, spans: readonly SpeculationSpan[]): SpeculationSpan {
  return { startedAt: new Date(start), ...joinSpans(spans) };
}

/** Figures add up; of the rest the highest counts. */
export function joinSpans(spans: readonly SpeculationSpan[]): Omit<SpeculationSpan, 'startedAt'> {
  return {
    figures: sumFigures(spans.map(({ figures }) => figures)),
    driftScore: Math.max(0, ...spans.map(({ driftScore }) => driftScore)),
    learnedTokens: spans.reduce(
      (most, { learnedTokens }) => (learnedTokens > most ? learnedTokens : most),
      0n,
    ),
  };
}
