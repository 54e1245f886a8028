import type { SpeedupBar } from '../../chart/speedup-chart.js';
import type { Estimate } from '../goals/estimate.js';

export function barOf(estimate: Estimate | undefined): SpeedupBar | undefined {
  return estimate === undefined ? undefined : { speedup: estimate.value, interval: estimate.interval };
}
