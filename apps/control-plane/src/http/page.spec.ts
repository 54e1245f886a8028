import { pageQuerySchema } from '@slipstream/contract';

import { pageOf, pageRequest } from './page.js';

const rows = ['A', 'B', 'C'].map((letter) => ({ id: `ep_${'0'.repeat(25)}${letter}` }));
const same = <Row>(row: Row): Row => row;

it('ends with the last item, without an empty page after it', () => {
  expect(pageOf(rows, { limit: 3 }, same).nextCursor).toBeNull();
  const { data, nextCursor } = pageOf(rows, { limit: 2 }, same);
  expect(data).toEqual(rows.slice(0, 2));
  const query = pageQuerySchema.parse({ limit: '2', cursor: nextCursor });
  expect(pageRequest('endpoint', query)).toEqual({ limit: 3, after: rows[1]!.id });
});

it.each(['', 'x', rows[0]!.id, `8${'0'.repeat(25)}`, '1 OR 1=1'])(
  'takes no cursor that names no place: %p',
  (cursor) => {
    expect(pageQuerySchema.safeParse({ cursor }).success).toBe(false);
  },
);
