import { readFile } from 'node:fs/promises';

import type { StepCostPoint } from '@slipstream/speculation';

import { BadInput } from '../bad-input.js';

/** t(rows) of the lean int8-row graph on two cores with VNNI: what replays are charged unless told otherwise. */
export const leanCurve: readonly StepCostPoint[] = [
  { rows: 1, ms: 7.0 },
  { rows: 2, ms: 7.4 },
  { rows: 4, ms: 8.6 },
  { rows: 8, ms: 11 },
  { rows: 12, ms: 14.5 },
  { rows: 16, ms: 18 },
  { rows: 32, ms: 33 },
  { rows: 64, ms: 63 },
];

/** Reads a curve: a list of `{"rows", "ms"}`, or a report of `npm run bench`, which has one as `stepTimes`. */
export async function readCurve(path: string): Promise<readonly StepCostPoint[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The cost curve ${path} cannot be read: ${error.code ?? error.message}.`);
  });
  try {
    const value = JSON.parse(text) as StepCostPoint[] | { stepTimes: StepCostPoint[] };
    const points = Array.isArray(value) ? value : value.stepTimes;
    if (points.length >= 2 && points.every(({ rows, ms }) => rows >= 1 && ms > 0)) return points;
  } catch {
    // Said below: it is no curve, whatever else it is.
  }
  throw new BadInput(`${path} has no cost curve: two points {"rows", "ms"} or more are needed.`);
}
