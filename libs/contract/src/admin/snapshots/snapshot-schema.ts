import { snapshotKinds, snapshotStates } from '@slipstream/domain';
import { z } from 'zod';

import { idSchema, timestampSchema } from '../fields.js';
import { snapshotEvidenceSchema } from './snapshot-evidence.js';

const states =
  '`candidate` waits to be judged, `evaluating` is being judged, replicas go on from the `active` one, `superseded` ones ' +
  'were active or overtaken, `rejected` ones were found wanting, `frozen` ones are kept until they are unfrozen.';
const kinds =
  '`checkpoint`: what one replica has learned; `merge`: of several replicas; `import`: from elsewhere; `copy`: what ' +
  'the endpoint was started with.';

export const snapshotSchema = z
  .strictObject({
    id: idSchema('snapshot'),
    endpointId: idSchema('endpoint'),
    version: z.number().int().meta({ description: 'Rises by one with every snapshot of the endpoint.' }),
    kind: z.enum(snapshotKinds).meta({ description: kinds }),
    parents: z
      .array(z.string())
      .meta({ description: 'The versions it was made of, by id; they may be gone by now.' }),
    state: z.enum(snapshotStates).meta({ description: states }),
    reason: z.string().nullable().meta({ description: 'Why it was rejected.' }),
    progress: z
      .number()
      .nullable()
      .meta({ description: 'Of its evaluation, from 0 to 1; null when none is under way.' }),
    evidence: z
      .array(snapshotEvidenceSchema)
      .meta({ description: 'By what it was judged, oldest finding first.' }),
    replicaId: idSchema('replica')
      .nullable()
      .meta({ description: 'Whose learning it is, if one replica’s.' }),
    modelDigest: z.string().meta({ description: 'SHA-256 of the GGUF of the endpoint’s first revision.' }),
    targetRevision: z
      .number()
      .int()
      .meta({
        description:
          'The revision of weights under which it was learned. Every revision of the endpoint can use it: they have the ' +
          'architecture and the tokenizer in common.',
      }),
    learnedTokens: z.number().int().meta({ description: 'Tokens it was learned from, in all.' }),
    sizeBytes: z.number().int(),
    sha256: z.string(),
    createdAt: timestampSchema,
    promotedAt: timestampSchema.nullable().meta({ description: 'When it last became active.' }),
  })
  .meta({ id: 'Snapshot' });
export type SnapshotView = z.output<typeof snapshotSchema>;
