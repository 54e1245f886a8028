import { type EndpointState, nextEndpointStates } from '@slipstream/domain';

/** The first step of the shortest legal way from a state to another; the state itself when it is there. */
export function nextEndpointState(from: EndpointState, goal: EndpointState): EndpointState {
  if (from === goal) return goal;
  const firstSteps = new Map<EndpointState, EndpointState>();
  const queue: EndpointState[] = [from];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const next of nextEndpointStates[state] as readonly EndpointState[]) {
      if (next === from || firstSteps.has(next)) continue;
      firstSteps.set(next, firstSteps.get(state) ?? next);
      if (next === goal) return firstSteps.get(next)!;
      queue.push(next);
    }
  }
  throw new Error(`no legal way leads from ${from} to ${goal}`);
}
