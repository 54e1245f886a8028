import type { TransitionTable } from './transitions.js';

export const endpointStates = [
  'pending',
  'starting',
  'ready',
  'updating',
  'draining',
  'stopped',
  'scaledToZero',
  'failed',
] as const;
export type EndpointState = (typeof endpointStates)[number];

/** What people ask for. Observed state is the reconciler's to write. */
export const desiredEndpointStates = ['running', 'stopped', 'deleted'] as const;
export type DesiredEndpointState = (typeof desiredEndpointStates)[number];

/** Every state leads to `draining`, so that stop and delete are legal from all of them. */
export const nextEndpointStates = {
  pending: ['starting', 'draining', 'stopped', 'failed'],
  starting: ['ready', 'draining', 'failed'],
  ready: ['updating', 'starting', 'draining', 'scaledToZero', 'failed'],
  updating: ['ready', 'draining', 'failed'],
  draining: ['stopped', 'scaledToZero', 'failed'],
  stopped: ['pending', 'draining'],
  scaledToZero: ['pending', 'starting', 'draining', 'stopped'],
  failed: ['pending', 'starting', 'ready', 'draining'],
} as const satisfies TransitionTable<EndpointState>;

/** States in which a replica may still be there to answer. */
export function isServing(state: EndpointState): boolean {
  return state === 'ready' || state === 'updating';
}
