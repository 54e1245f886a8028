/** What one request took, in the order in which requests ended. */
export interface CurvePoint {
  readonly tokens: number;
  readonly steps: number;
}

/** A time in which an endpoint that had learned its traffic drafted less well. */
export interface LearningDip {
  /** The request at which it began, counted from 1, and requests that it lasted. */
  readonly startRequest: number;
  readonly requests: number;
  /** Share of the plateau lost at its worst, and summed over its requests. */
  readonly depth: number;
  readonly area: number;
}

export interface LearningCurve {
  readonly requests: number;
  /** Tokens a step that the endpoint has come to. */
  readonly plateau: number;
  /** Requests until 90 % of it. */
  readonly requestsTo90Percent: number;
  readonly dips: readonly LearningDip[];
}

/** Single requests vary widely: each is looked at with those before it. */
const smoothedOver = 5;
const requestsMin = 20;
const learnedShare = 0.9;
/** Shorter ones are chance. */
const dipRequestsMin = 3;

/** Undefined for too few requests to speak of a plateau. */
export function learningCurveOf(points: readonly CurvePoint[]): LearningCurve | undefined {
  const used = points.filter(({ steps }) => steps > 0);
  if (used.length < requestsMin) return undefined;
  const curve = used.map((_, index) => meanOf(used.slice(Math.max(0, index + 1 - smoothedOver), index + 1)));
  const plateau = medianOf(curve.slice(curve.length >> 1));
  const learned = curve.findIndex((tokensPerStep) => tokensPerStep >= learnedShare * plateau);
  const dips = dipsOf(curve.slice(learned), plateau).map((dip) => ({
    ...dip,
    startRequest: dip.startRequest + learned,
  }));
  return { requests: used.length, plateau, requestsTo90Percent: learned + 1, dips };
}

function dipsOf(curve: readonly number[], plateau: number): LearningDip[] {
  const dips: LearningDip[] = [];
  let start = 0;
  for (let end = 0; end <= curve.length; end++) {
    if (end < curve.length && curve[end] < learnedShare * plateau) continue;
    const losses = curve.slice(start, end).map((tokensPerStep) => 1 - tokensPerStep / plateau);
    if (losses.length >= dipRequestsMin) {
      const area = losses.reduce((sum, loss) => sum + loss, 0);
      dips.push({ startRequest: start + 1, requests: losses.length, depth: Math.max(...losses), area });
    }
    start = end + 1;
  }
  return dips;
}

function meanOf(points: readonly CurvePoint[]): number {
  const sum = (of: (point: CurvePoint) => number): number =>
    points.reduce((total, point) => total + of(point), 0);
  return sum(({ tokens }) => tokens) / sum(({ steps }) => steps);
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
