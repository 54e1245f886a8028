import { InvalidInput } from './invalid-input.js';
import { pageOf, pageRequest } from './page.js';

const rows = ['A', 'B', 'C'].map((letter) => ({ id: `ep_${'0'.repeat(25)}${letter}` }));
const same = <Row>(row: Row): Row => row;

it('ends with the last item, without an empty page after it', () => {
  expect(pageOf(rows, { limit: 3 }, same).nextCursor).toBeNull();
  const { data, nextCursor } = pageOf(rows, { limit: 2 }, same);
  expect(data).toEqual(rows.slice(0, 2));
  expect(pageRequest({ limit: 2, cursor: nextCursor! })).toEqual({ limit: 3, after: rows[1]!.id });
});

it.each(['', 'x', 'ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0', Buffer.from('v1:1 OR 1=1').toString('base64url')])(
  'refuses a cursor that it did not make: %p',
  (cursor) => {
    expect(() => pageRequest({ limit: 2, cursor })).toThrow(InvalidInput);
  },
);
