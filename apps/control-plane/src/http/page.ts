import type { Page, PageQuery } from '@slipstream/contract';
import { type IdNoun, idPrefixes, type parseId } from '@slipstream/domain';
import type { PageRequest } from '@slipstream/persistence';

type IdOf<Noun extends IdNoun> = ReturnType<typeof parseId<Noun>>;

/** One item more than asked for: whether it comes tells whether there is another page. */
export function pageRequest<Noun extends IdNoun>(
  noun: Noun,
  { limit, cursor }: PageQuery,
): PageRequest<IdOf<Noun> & string> {
  const after = cursor === undefined ? undefined : `${idPrefixes[noun]}${cursor}`;
  return { limit: limit + 1, after: after as (IdOf<Noun> & string) | undefined };
}

/**
 * A cursor is the last item's id without its prefix: a place in the order of the list, whether or not an item is there.
 * So pages are shifted neither by new items nor by removed ones.
 */
export function pageOf<Row extends { id: string }, View>(
  rows: readonly Row[],
  { limit }: PageQuery,
  toView: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit ? last!.id.slice(last!.id.indexOf('_') + 1) : null;
  return { data: shown.map(toView), nextCursor };
}
