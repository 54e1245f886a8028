import type { ReplicaRoute } from '@slipstream/persistence';

/**
 * The replicas of one revision, drawn by how many there are of each: while an endpoint goes from one to another, both get
 * their share of the requests, however few there are, so that they can be compared.
 */
export function ofOneRevision(
  replicas: readonly ReplicaRoute[],
  random: () => number,
): readonly ReplicaRoute[] {
  if (replicas.every(({ revision }) => revision === replicas[0]!.revision)) return replicas;
  const { revision: drawn } = replicas[Math.floor(random() * replicas.length)]!;
  return replicas.filter(({ revision }) => revision === drawn);
}
