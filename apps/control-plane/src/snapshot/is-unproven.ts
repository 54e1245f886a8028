import type { Snapshot } from '@slipstream/persistence';

/** Evidence of a promotion against, or without, a judgement. */
export const forcedNote = 'It was promoted by force.';

/**
 * Whether live traffic still has to tell that a version is no slower. What the endpoint's own replicas learned has been live
 * from its first token on; what comes from elsewhere, or was promoted by force, has not.
 */
export function isUnproven({ kind, evidence }: Pick<Snapshot, 'kind' | 'evidence'>): boolean {
  const last = evidence.findLast((finding) => finding.kind === 'live' || isForced(finding));
  if (last !== undefined) return last.kind !== 'live';
  return kind === 'import' || kind === 'copy';
}

function isForced(finding: Snapshot['evidence'][number]): boolean {
  return finding.kind === 'note' && finding.note === forcedNote;
}
