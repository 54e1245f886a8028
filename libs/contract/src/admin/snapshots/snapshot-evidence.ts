import { z } from 'zod';

import { timestampSchema } from '../fields.js';

const at = timestampSchema;
const figures = z.strictObject({
  acceptanceLength: z.number().meta({ description: 'Tokens a step, the target’s own included.' }),
  goodput: z.number().meta({ description: 'Tokens in the time of one plain step.' }),
});
const interval = {
  ratio: z.number().meta({ description: 'Goodput of this version over that of the active one.' }),
  low: z.number().meta({ description: 'Lower end of its 95 % confidence interval.' }),
  high: z.number(),
};

/** Decoded anew on paper: held-out sequences, drafted by this version and by the active one. */
const replayEvidence = z.strictObject({
  kind: z.literal('replay'),
  at,
  ...interval,
  sequences: z.number().int(),
  tokens: z.number().int(),
  candidate: figures,
  active: figures.nullable().meta({ description: 'Null where nothing was active: plain decoding instead.' }),
  isLossless: z.boolean().meta({ description: 'Whether every replayed text was the recorded one.' }),
});

/** Measured on live traffic, half of the requests on each version. */
const liveEvidence = z.strictObject({
  kind: z.literal('live'),
  at,
  ...interval,
  steps: z.number().int().meta({ description: 'Steps decoded with this version.' }),
});

/** It became active, or stayed a candidate, without either. */
const noteEvidence = z.strictObject({ kind: z.literal('note'), at, note: z.string() });

/** A finding by which a version was judged. */
export const snapshotEvidenceSchema = z
  .discriminatedUnion('kind', [replayEvidence, liveEvidence, noteEvidence])
  .meta({ id: 'SnapshotEvidence' });
export type SnapshotEvidence = z.output<typeof snapshotEvidenceSchema>;
export type ReplayEvidence = z.output<typeof replayEvidence>;
export type LiveEvidence = z.output<typeof liveEvidence>;
