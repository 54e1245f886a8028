import { Controller } from '@nestjs/common';
import {
  type DriftEventView,
  type EndpointSpeculationView,
  type InputOf,
  type Page,
  seriesPointsMax,
  speculationOperations,
  type SpeculationPoint,
} from '@slipstream/contract';
import type { SpanRange } from '@slipstream/persistence';
import { learningCurveOf } from '@slipstream/speculation';

import { UnitsOfWork } from '../change/units-of-work.js';
import { findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { joinSpans } from './speculation-history.js';
import { toDriftEventView, toSpeculationPoint, toSpeculationSummary } from './speculation.view.js';

const { find, series, driftEvents } = speculationOperations;
const summarizedMs = 3_600_000;
const curveMs = 48 * 3_600_000;
const seriesMs = 7 * 24 * 3_600_000;
/** Windows of two days: a minute each, of a few replicas. */
const windowsMax = 20_000;

/** What speculation is, and was, worth to an endpoint. */
@Controller()
export class SpeculationController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<EndpointSpeculationView> {
    return this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwnedEndpoint(repositories, params);
      const now = Date.now();
      const from = new Date(now - summarizedMs);
      const range = { from: new Date(now - curveMs), to: new Date(now + 1) };
      const windows = await repositories.speculationHistory.listWindows(id, range, windowsMax);
      const active = await repositories.snapshots.findActive(id);
      const lasting = await repositories.driftEvents.listLasting(id);
      const living = await repositories.replicas.listUnstopped(id);
      const isLiving = ({ replicaId, replicaEpoch }: (typeof lasting)[number]): boolean =>
        living.some((replica) => replica.id === replicaId && replica.epoch === replicaEpoch);
      const points = windows.flatMap(({ curve }) => curve.map(([tokens, steps]) => ({ tokens, steps })));
      return {
        activeSnapshot: active === undefined ? null : { id: active.id, version: active.version },
        from: from.toISOString(),
        ...toSpeculationSummary(joinSpans(windows.filter(({ startedAt }) => startedAt >= from))),
        drifts: lasting.filter(isLiving).map(toDriftEventView),
        learningCurve: curveViewOf(learningCurveOf(points)),
      };
    });
  }

  @Implements(series)
  series(@Input() { params, query }: InputOf<typeof series>): Promise<{ data: SpeculationPoint[] }> {
    return this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwnedEndpoint(repositories, params);
      const { speculationHistory } = repositories;
      const { resolution } = query;
      const range = rangeOf(query);
      const spans =
        resolution === 'window'
          ? await speculationHistory.listWindows(id, range, seriesPointsMax)
          : await speculationHistory.listRollups(id, resolution, range);
      return { data: spans.slice(-seriesPointsMax).map(toSpeculationPoint) };
    });
  }

  @Implements(driftEvents)
  driftEvents(@Input() { params, query }: InputOf<typeof driftEvents>): Promise<Page<DriftEventView>> {
    return this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwnedEndpoint(repositories, params);
      const rows = await repositories.driftEvents.list(id, pageRequest('driftEvent', query));
      return pageOf(rows, query, toDriftEventView);
    });
  }
}

/** Nothing is older than 1970, and the database knows no year 0. */
function rangeOf({ from, to }: InputOf<typeof series>['query']): SpanRange {
  const toMs = to === undefined ? Date.now() : Date.parse(to);
  const fromMs = from === undefined ? toMs - seriesMs : Date.parse(from);
  return { from: new Date(Math.max(0, fromMs)), to: new Date(Math.max(0, toMs)) };
}

function curveViewOf(curve: ReturnType<typeof learningCurveOf>): EndpointSpeculationView['learningCurve'] {
  return curve === undefined ? null : { ...curve, dips: curve.dips.map((dip) => ({ ...dip })) };
}
