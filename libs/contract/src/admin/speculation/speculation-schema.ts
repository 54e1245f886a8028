import { z } from 'zod';

import { idSchema, timestampSchema } from '../fields.js';

const share = z.number().min(0).max(1);

const speedupSchema = z
  .strictObject({
    speedup: z.number(),
    low: z.number().meta({ description: 'Lower end of the 95 % confidence interval.' }),
    high: z.number(),
    heldBackSteps: z.number().meta({ description: 'Steps decoded plainly, at random, that this rests on.' }),
  })
  .meta({
    id: 'LiveSpeedup',
    description: 'How much faster tokens came than they would have without speculation.',
  });

/** What speculation did in a span of time, in shares and means. */
const summaryFields = {
  requests: z.number(),
  steps: z.number(),
  tokens: z.number(),
  acceptanceLength: z
    .number()
    .nullable()
    .meta({ description: 'Tokens a step and sequence, the target’s own included; null without steps.' }),
  acceptanceByPosition: z
    .array(share)
    .meta({ description: 'Share of drafts that were right at each position, of those right before it.' }),
  lookahead: z.number().nullable().meta({ description: 'Mean length of a draft, empty ones included.' }),
  armShares: z
    .strictObject({ none: share, static: share, adaptive: share, chained: share })
    .meta({ description: 'Shares of the steps by what was chosen for them.' }),
  draftMs: z.number(),
  scoreMs: z.number(),
  speedup: speedupSchema.nullable().meta({ description: 'Null until enough steps were held back.' }),
  driftScore: z
    .number()
    .meta({ description: 'How near the traffic was to a drift: 0 as usual, 1 at an alarm.' }),
  learnedTokens: z.number(),
};

export const driftEventSchema = z
  .strictObject({
    id: idSchema('driftEvent'),
    endpointId: idSchema('endpoint'),
    replicaId: idSchema('replica'),
    cause: z
      .string()
      .meta({ description: 'The statistic that showed it.', examples: ['adaptiveAcceptance'] }),
    scores: z
      .record(z.string(), z.number())
      .meta({ description: 'How far each statistic had moved: 0 as usual, 1 at an alarm.' }),
    tokensPerStepBefore: z.number(),
    tokensPerStepWorst: z.number(),
    tokensPerStepAfter: z.number().nullable(),
    startedAt: timestampSchema,
    endedAt: timestampSchema.nullable().meta({ description: 'Null while it lasts.' }),
  })
  .meta({ id: 'DriftEvent' });
export type DriftEventView = z.output<typeof driftEventSchema>;

const learningCurveSchema = z
  .strictObject({
    requests: z.number().int(),
    plateau: z.number().meta({ description: 'Tokens a step that the endpoint has come to.' }),
    requestsTo90Percent: z.number().int(),
    dips: z.array(
      z.strictObject({
        startRequest: z.number().int(),
        requests: z.number().int(),
        depth: share.meta({ description: 'Share of the plateau lost at its worst.' }),
        area: z.number().meta({ description: 'The same, summed over its requests.' }),
      }),
    ),
  })
  .meta({ id: 'LearningCurve' });

export const endpointSpeculationSchema = z
  .strictObject({
    activeSnapshot: z
      .strictObject({ id: idSchema('snapshot'), version: z.number().int() })
      .nullable()
      .meta({ description: 'What replicas go on from.' }),
    from: timestampSchema.meta({ description: 'The figures are of the time from here on.' }),
    ...summaryFields,
    drifts: z.array(driftEventSchema).meta({ description: 'Those that last.' }),
    learningCurve: learningCurveSchema
      .nullable()
      .meta({ description: 'Of the requests of the last two days; null for too few.' }),
  })
  .meta({ id: 'EndpointSpeculation' });
export type EndpointSpeculationView = z.output<typeof endpointSpeculationSchema>;

export const speculationPointSchema = z
  .strictObject({ startedAt: timestampSchema, ...summaryFields })
  .meta({ id: 'SpeculationPoint' });
export type SpeculationPoint = z.output<typeof speculationPointSchema>;
export type SpeculationSummary = Omit<SpeculationPoint, 'startedAt'>;
