import type { Replica, Revision } from '@slipstream/persistence';

export interface EndpointRevisions {
  /** The newest revision with replicas of its own that has been active, or the first: what is older is not coming back. */
  readonly rootNumber: number;
  /** One with replicas of its own that is on its way. */
  readonly surging: Pick<Revision, 'number'> | undefined;
  /** Which revisions have, or had, replicas of their own. */
  readonly surgeNumbers: ReadonlySet<number>;
}

export interface Pools {
  /** They serve the active revision, or change to it in place. */
  readonly active: readonly Replica[];
  readonly next: readonly Replica[];
  /** Of a revision that has been replaced, overtaken or rolled back. */
  readonly leaving: readonly Replica[];
}

/** Whose replicas are whose while an endpoint goes from one revision to another. */
export function assignPools(
  replicas: readonly Replica[],
  { rootNumber, surging, surgeNumbers }: EndpointRevisions,
): Pools {
  const poolOf = ({ revision }: Replica): keyof Pools => {
    if (revision === surging?.number) return 'next';
    const isOwn = revision === rootNumber || !surgeNumbers.has(revision);
    return revision >= rootNumber && isOwn ? 'active' : 'leaving';
  };
  const of = (name: keyof Pools): Replica[] => replicas.filter((replica) => poolOf(replica) === name);
  return { active: of('active'), next: of('next'), leaving: of('leaving') };
}
