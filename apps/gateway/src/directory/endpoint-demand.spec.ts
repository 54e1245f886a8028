import type { EndpointId } from '@slipstream/domain';
import { createLogger } from '@slipstream/observability';
import type { ReplicaRoute } from '@slipstream/persistence';
import { demandIntervalMs, EndpointDemand } from './endpoint-demand.js';

const endpointId = 'ep_1' as unknown as EndpointId;
const awake = { endpointId, replicas: [{} as ReplicaRoute] };
const asleep = { endpointId, replicas: [] };

let nowMs: number;
let told: string[];
let demand: EndpointDemand;

beforeEach(() => {
  nowMs = 1_000_000;
  told = [];
  demand = new EndpointDemand({
    wake: async (id) => void told.push(`wake ${id}`),
    recordRequest: async (id) => void told.push(`used ${id}`),
    nowMs: () => nowMs,
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
});

describe('EndpointDemand', () => {
  it('wakes an endpoint without replicas at every request', () => {
    demand.enter(asleep);
    demand.enter(asleep);
    expect(told).toEqual(['wake ep_1', 'wake ep_1']);
  });

  it('notes an endpoint in use once an interval, however many requests come', () => {
    for (let count = 0; count < 5; count++) demand.enter(awake)();
    expect(told).toEqual(['used ep_1']);
    nowMs += demandIntervalMs;
    demand.enter(awake);
    expect(told).toEqual(['used ep_1', 'used ep_1']);
  });

  it('keeps noting a long request, and stops when it has ended', () => {
    const leave = demand.enter(awake);
    for (let count = 0; count < 3; count++) {
      nowMs += demandIntervalMs;
      demand.noteUnderway();
    }
    expect(told).toHaveLength(4);
    leave();
    nowMs += demandIntervalMs;
    demand.noteUnderway();
    expect(told).toHaveLength(4);
  });
});
