import { speedupOf, type YieldPair } from '../../bench/statistics.js';

/** One request of the drift stream, by all arms that matter. */
export interface DriftRequest {
  readonly domain: string;
  /** Decoded tokens and their time. */
  readonly pair: YieldPair;
  readonly isLooping: boolean;
}

export interface SwitchRecovery {
  readonly domain: string;
  /** Speed-up over plain decoding in the last third of the domain's requests. */
  readonly plateau: number | null;
  /** First request after the switch, from 1, from which five requests on average reach 90 % of the plateau. */
  readonly recoveredAt: number | null;
  /** Of single requests, up to the fifth from there on. */
  readonly slowestUntilThen: number | null;
}

const meanLength = 5;
const plateauShare = 0.9;

/** How the speed-up came back after the switch to a domain. Positions count all requests, those left out too. */
export function recoveryOf(
  requests: readonly DriftRequest[],
  domain: string,
  isCounted: (request: DriftRequest) => boolean,
): SwitchRecovery {
  const numbered = requests
    .filter((request) => request.domain === domain)
    .map((request, index) => ({ ...request, number: index + 1 }));
  const last = numbered.slice(-Math.ceil(numbered.length / 3)).filter(isCounted);
  const counted = numbered.filter(isCounted);
  const plateau = speedupOf(last.map(({ pair }) => pair)) ?? null;
  const start = counted.findIndex((_, index) => {
    const window = counted.slice(index, index + meanLength);
    const mean = speedupOf(window.map(({ pair }) => pair));
    return window.length === meanLength && plateau !== null && (mean ?? 0) >= plateauShare * plateau;
  });
  const until = start < 0 ? counted : counted.slice(0, start + meanLength);
  const speeds = until.flatMap(({ pair }) => speedupOf([pair]) ?? []);
  return {
    domain,
    plateau,
    recoveredAt: start < 0 ? null : counted[start]!.number,
    slowestUntilThen: speeds.length === 0 ? null : Math.min(...speeds),
  };
}
