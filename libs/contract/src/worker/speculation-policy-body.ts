import { z } from 'zod';

const onOff = z.enum(['on', 'off']);

/** The body of `PUT /internal/speculation-policy`: how a worker speculates and learns from now on. */
export const speculationPolicyBodySchema = z.object({
  /** A higher one than before: all that was learned until now is forgotten. */
  generation: z.int().min(1),
  /** 'off' decodes plainly. */
  speculation: z.enum(['auto', 'off']),
  learning: onOff,
  /** Whether sequences are held out of learning and kept, to judge what was learned by. */
  heldOut: onOff,
});
export type SpeculationPolicyBody = z.output<typeof speculationPolicyBodySchema>;
