import type { EndpointState } from './endpoint-state.js';

const minuteMs = 60_000;

/** How long an endpoint may stay in a state that is only a way to another; the others have no bound. */
export const endpointDeadlinesMs = {
  // The model may still have to be fetched and compiled.
  pending: 60 * minuteMs,
  // The first start of a model on a machine proves its target exact before it decodes.
  starting: 10 * minuteMs,
  updating: 15 * minuteMs,
  draining: 2 * minuteMs,
} as const satisfies Partial<Record<EndpointState, number>>;

/** When the state must have been left; null for a state that may last. */
export function deadlineOf(state: EndpointState, since: Date): Date | null {
  const lastsMs = (endpointDeadlinesMs as Partial<Record<EndpointState, number>>)[state];
  return lastsMs === undefined ? null : new Date(since.getTime() + lastsMs);
}
