import { type SnapshotId, SnapshotNotFound } from '@slipstream/domain';
import type { Repositories, Snapshot } from '@slipstream/persistence';

import { type EndpointPlace, findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';

export type SnapshotPlace = EndpointPlace & { readonly snapshotId: SnapshotId };

/** @throws EndpointNotFound, SnapshotNotFound for another tenant's exactly as for none. */
export async function findOwnedSnapshot(repositories: Repositories, place: SnapshotPlace): Promise<Snapshot> {
  await findOwnedEndpoint(repositories, place);
  const snapshot = await repositories.snapshots.find(place.endpointId, place.snapshotId);
  if (snapshot === undefined) throw new SnapshotNotFound();
  return snapshot;
}
