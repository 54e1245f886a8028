import type { PageQuery } from '@slipstream/contract';
import type { PageRequest } from '@slipstream/persistence';

export interface Page<Item> {
  readonly data: readonly Item[];
  /** Give it as `cursor` to get what follows; null at the end. */
  readonly nextCursor: string | null;
}

export function pageRequest<Id extends string>({ limit, cursor }: PageQuery): PageRequest<Id> {
  return { limit, after: cursor as Id | undefined };
}

export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  { limit }: PageQuery,
): Page<Item> {
  return { data: items, nextCursor: items.length < limit ? null : items.at(-1)!.id };
}
