import { createSpeculation, type EndpointSpeculation } from '../endpoint-speculation.js';
import { EndpointState } from '../state/endpoint-state.js';
import { atOnce } from '../state/in-slices.js';
import { StepCost } from '../step-cost.js';
import { decodeAsking, SimulatedSpeculator } from '../testing/simulated-speculator.js';
import { SimulatedDomain } from '../testing/simulated-domain.js';
import { simulate, type SimulatedRequest } from '../testing/simulation.js';
import type { DriftEvent } from './drift-detector.js';
import { coarseProfile as profile } from '../testing/profiles.js';

const endpointMemory = { ringLog2: 11, ngramsLog2: 12 };

interface Watched {
  readonly speculation: EndpointSpeculation;
  readonly events: DriftEvent[];
}

function watched(speculator?: SimulatedSpeculator): Watched {
  const events: DriftEvent[] = [];
  const speculation = createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    endpointMemory,
    requestMemory: { ringLog2: 10, ngramsLog2: 10 },
    onDrift: (event) => events.push(event),
    ...(speculator && { neural: { speculator, now: speculator.clock.now } }),
  });
  return { speculation, events };
}

/** Requests of a tenant, and then of another that shares no phrase with it. */
function turningTraffic(seed: number): SimulatedRequest[] {
  const shape = { phraseCount: 20, phraseLength: 12, vocabularySize: 5000, noise: 0, promptLength: 12 };
  return [seed, seed + 100].flatMap((tenant) => new SimulatedDomain({ seed: tenant, ...shape }).requests(60));
}

interface Observation {
  readonly decode: (request: SimulatedRequest) => unknown;
  readonly measure: (speculation: EndpointSpeculation) => number;
  /** What the measure must fall below, as a share of what it was before the request, to be called a fall. */
  readonly share: number;
}

/** At which of the requests a drift began, and at which the measure fell. */
async function observe(
  { speculation, events }: Watched,
  requests: readonly SimulatedRequest[],
  { decode, measure, share }: Observation,
): Promise<{ begins: number[]; falls: number[] }> {
  const [begins, falls]: number[][] = [[], []];
  let before = measure(speculation);
  for (const [index, request] of requests.entries()) {
    events.length = 0;
    await decode(request);
    const after = measure(speculation);
    if (events.some(({ end }) => end === undefined)) begins.push(index);
    if (after < share * before) falls.push(index);
    before = after;
  }
  return { begins, falls };
}

describe('an endpoint whose traffic drifts', () => {
  it.each([11, 12, 13])(
    'lets what calibration learned count half with the alarm, and at no other time (tenant %i)',
    async (seed) => {
      const endpoint = watched();
      const { begins, falls } = await observe(endpoint, turningTraffic(seed), {
        decode: (request) => simulate(endpoint.speculation, [request], profile),
        measure: ({ calibration }) => calibration.cells.trials.reduce((sum, trials) => sum + trials, 0),
        share: 0.75,
      });
      expect(begins.some((request) => request >= 60)).toBe(true);
      expect(falls).toEqual(begins);
    },
  );

  it('trusts the static speculator less with the alarm, though that was right all the time', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 1 });
    const endpoint = watched(speculator);
    const decode = (request: SimulatedRequest) => decodeAsking(speculator, endpoint.speculation, request);
    const traffic = turningTraffic(11);
    for (const request of traffic.slice(0, 60)) await decode(request);
    const { begins, falls } = await observe(endpoint, traffic.slice(60, 70), {
      decode,
      measure: (speculation) => {
        const { staticBenefit } = atOnce(EndpointState.load(speculation.saveState(), endpointMemory));
        return staticBenefit.open().expectedAccepted(1);
      },
      share: 0.98,
    });
    expect(begins).toHaveLength(1);
    expect(falls).toEqual(begins);
  });
});
