import { AdminApiError, resultOf } from './admin-api-error.js';
import { everyItem } from './every-item.js';

const problem = {
  type: 'urn:slipstream:problem:name-taken',
  title: 'Name taken',
  status: 409,
  detail: 'The name "chat" is already taken by another endpoint.',
};

it('throws the problem that a call was refused with, and gives the data of one that was not', async () => {
  const response = new Response(null, { headers: { 'x-request-id': 'req_1' } });
  const refused = resultOf(Promise.resolve({ error: problem, response }));
  await expect(refused).rejects.toThrow(AdminApiError);
  await expect(refused).rejects.toMatchObject({ problem, requestId: 'req_1' });
  await expect(resultOf(Promise.resolve({ data: 1, response }))).resolves.toBe(1);
});

it('follows the cursors of a list to its end', async () => {
  const asked: (string | undefined)[] = [];
  const pages = { '': [[1, 2], 'b'], b: [[3], 'c'], c: [[], null] } as const;
  const items: number[] = [];
  const list = everyItem<number>(async ({ cursor }) => {
    asked.push(cursor);
    const [data, nextCursor] = pages[(cursor ?? '') as keyof typeof pages];
    return { data, nextCursor };
  });
  for await (const item of list) items.push(item);
  expect([items, asked]).toEqual([
    [1, 2, 3],
    [undefined, 'b', 'c'],
  ]);
});
