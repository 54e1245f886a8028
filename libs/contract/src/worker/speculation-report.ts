import { z } from 'zod';

import { type WindowReport, windowReport } from './speculation-window.js';

const count = z.int().min(0);
const stepCosts = z.array(z.object({ rows: z.int().min(1), ms: z.number().positive() }));

/** A sequence that the endpoint has not learned from, to judge by what it has. */
const heldOutReport = z.object({
  kind: z.literal('heldOut'),
  tokens: z.array(count),
  promptLength: count,
  /** What steps cost this replica, and how many tokens its target knows. */
  stepCosts,
  vocabularySize: z.int().min(1),
});

/** What live traffic said of a version that was tried against the one before it. */
const verdictReport = z.object({
  kind: z.literal('verdict'),
  snapshotId: z.string(),
  isWorse: z.boolean(),
  ratio: z.number(),
  low: z.number(),
  high: z.number(),
  steps: count,
});

/** A lasting change of the traffic begins, or is over. */
const driftReport = z.object({
  kind: z.literal('drift'),
  isOver: z.boolean(),
  /** Requests that had ended when it was found. */
  startRequest: count,
  cause: z.string(),
  scores: z.record(z.string(), z.number()),
  tokensPerStepBefore: z.number(),
  tokensPerStepWorst: z.number(),
  tokensPerStepAfter: z.number().nullable(),
});

const speculationReportSchema = z
  .discriminatedUnion('kind', [heldOutReport, verdictReport, windowReport, driftReport])
  .and(z.object({ number: z.int().min(1), at: z.iso.datetime() }));

/**
 * The answer of `GET /internal/reports?after=N&windowSeconds=S`: what the worker has to tell since its report N, oldest first.
 * A window that has lasted S seconds ends by being asked for.
 */
export const speculationReportsSchema = z.object({ reports: z.array(speculationReportSchema) });

export type SpeculationReports = z.output<typeof speculationReportsSchema>;
export type NumberedReport = SpeculationReports['reports'][number];
export type HeldOutReport = z.output<typeof heldOutReport>;
export type VerdictReport = z.output<typeof verdictReport>;
export type DriftReport = z.output<typeof driftReport>;
export type LearningReport = HeldOutReport | VerdictReport | WindowReport | DriftReport;
