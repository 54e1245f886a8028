import type { TargetMeasurement } from '@slipstream/contract';
import type { QuantizationProfile } from '@slipstream/domain';
import type { ProfileCandidate } from '@slipstream/persistence';

export interface MeasuredProfile extends TargetMeasurement {
  readonly profile: QuantizationProfile;
}

/** How much more a text may surprise a profile than the most precise one. */
const perplexityFactorMax = 1.05;
/** A middling traffic: what the static speculator alone reaches on prose. Profiles are compared with the same. */
const acceptanceRate = 0.7;

/** What is known of each profile, and which one serves: the fastest that is exact and accurate. The first is the most precise. */
export function chooseProfile(measured: readonly MeasuredProfile[]): ProfileCandidate[] {
  const reference = measured[0]!;
  const candidates = measured.map((candidate) => judge(candidate, reference));
  const fastest = candidates
    .filter(({ fault }) => fault === undefined)
    .reduce<Judged | undefined>((best, next) => (best && best.speed >= next.speed ? best : next), undefined);
  return candidates.map(({ measurement, speed, fault }) => ({
    ...measurement,
    stepTimes: [...measurement.stepTimes],
    tokensPerSecond: measurement.isExact ? speed : null,
    isChosen: measurement === fastest?.measurement,
    reason:
      fault ?? (measurement === fastest?.measurement ? 'The fastest that is exact and accurate.' : 'Slower.'),
  }));
}

interface Judged {
  readonly measurement: MeasuredProfile;
  readonly speed: number;
  readonly fault: string | undefined;
}

function judge(measurement: MeasuredProfile, reference: MeasuredProfile): Judged {
  const { isExact, reason, perplexity } = measurement;
  const factor = perplexity / reference.perplexity;
  const fault = !isExact
    ? `Not exact on this machine. ${reason ?? ''}`.trim()
    : factor > perplexityFactorMax
      ? `Its perplexity is ${percent(factor - 1)} above ${reference.profile}'s; ${percent(perplexityFactorMax - 1)} are allowed.`
      : undefined;
  return { measurement: { ...measurement }, speed: speculativeSpeed(measurement.stepTimes), fault };
}

/**
 * Tokens per second with the best lookahead for these times: a step of n rows emits 1 + a + a² + … + aⁿ⁻¹ tokens if each
 * drafted token is accepted with probability a.
 */
function speculativeSpeed(stepTimes: TargetMeasurement['stepTimes']): number {
  const speeds = stepTimes.map(({ rows, ms }) => {
    const tokens = (1 - acceptanceRate ** rows) / (1 - acceptanceRate);
    return (1_000 * tokens) / ms;
  });
  return Math.max(0, ...speeds);
}

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;
