import type { Page, PageQuery } from '@slipstream/contract';
import type { PageRequest } from '@slipstream/persistence';

import { InvalidInput } from './invalid-input.js';

const cursorVersion = 'v1:';
const idPattern = /^[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}$/;

/** One item more than asked for: whether it comes tells whether there is another page. */
export function pageRequest<Id extends string>({ limit, cursor }: PageQuery): PageRequest<Id> {
  return { limit: limit + 1, after: cursor === undefined ? undefined : (readCursor(cursor) as Id) };
}

export function pageOf<Row extends { id: string }, View>(
  rows: readonly Row[],
  { limit }: PageQuery,
  toView: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? writeCursor(shown.at(-1)!.id) : null;
  return { data: shown.map(toView), nextCursor };
}

/** The last item's id: pages begin after it, so neither new items nor removed ones shift them. */
function writeCursor(id: string): string {
  return Buffer.from(`${cursorVersion}${id}`).toString('base64url');
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const id = text.slice(cursorVersion.length);
  if (!text.startsWith(cursorVersion) || !idPattern.test(id) || writeCursor(id) !== cursor) {
    throw new InvalidInput([{ path: 'cursor', message: 'must be the `nextCursor` of a page before' }]);
  }
  return id;
}
