/** Step times of the lean int8-row graph on two cores, the curve that replays are charged with unless told otherwise. */
export const leanCurve = [
  { rows: 1, ms: 7.0 },
  { rows: 2, ms: 7.4 },
  { rows: 4, ms: 8.6 },
  { rows: 8, ms: 11 },
  { rows: 12, ms: 14.5 },
  { rows: 16, ms: 18 },
  { rows: 32, ms: 33 },
  { rows: 64, ms: 63 },
];

/** What drafting itself is charged, per step and per drafted token: the budget, several times what is measured. */
export const draftStepMs = 0.05;
export const draftTokenMs = 0.02;
