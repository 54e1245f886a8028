import { z } from 'zod';

const count = z.number().min(0);
const counts = z.array(count);

/** Sums over steps of one kind, from which time per token and its variance follow. */
const timeSums = z.object({
  steps: count,
  tokens: count,
  ms: count,
  tokensSquared: count,
  msSquared: count,
  product: count,
});

/** What speculation did in a span of time. All of it adds up, so spans can be joined. */
export const speculationFiguresSchema = z.object({
  requests: count,
  steps: count,
  tokens: count,
  draftedTokens: count,
  acceptedTokens: count,
  /** Steps by what was chosen for them. */
  arms: z.object({ none: count, static: count, adaptive: count, chained: count }),
  /** Steps by the length of their draft, from 0. */
  draftLengths: counts,
  /** Drafts that reached each position, and those that were right there. */
  reachedAt: counts,
  acceptedAt: counts,
  draftMs: count,
  scoreMs: count,
  /** Steps with and without speculation, by the size of the batch: the counterfactual. */
  holdBack: z.array(z.object({ lanes: count, speculated: timeSums, plain: timeSums })),
});

/** What a replica's speculation did since its window before. */
export const windowReport = z.object({
  kind: z.literal('window'),
  startedAt: z.iso.datetime(),
  seconds: z.number().positive(),
  figures: speculationFiguresSchema,
  /** At its end: how near the traffic was to a drift, 0 as usual and 1 at an alarm; tokens learned from in all. */
  driftScore: z.number(),
  learnedTokens: count,
  /** Tokens and steps of each request, in the order in which they ended. */
  curve: z.array(z.tuple([count, count])),
});

export type SpeculationFigures = z.output<typeof speculationFiguresSchema>;
export type WindowReport = z.output<typeof windowReport>;
export type TimeSums = z.output<typeof timeSums>;
