import { z } from 'zod';

/** What a measurement of a compiled target says on standard output, one JSON object a line. */
export const measurementEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('progress'), doneRounds: z.number(), rounds: z.number() }),
  z.object({
    event: z.literal('measured'),
    isExact: z.boolean(),
    /** Why it is not; null if it is. */
    reason: z.string().nullable(),
    /** t(rows) on this machine; empty for one that is not exact. */
    stepTimes: z.array(z.object({ rows: z.number(), ms: z.number() })),
    /** Of a fixed text. */
    perplexity: z.number(),
  }),
]);

export type MeasurementEvent = z.output<typeof measurementEventSchema>;
export type TargetMeasurement = Omit<Extract<MeasurementEvent, { event: 'measured' }>, 'event'>;
