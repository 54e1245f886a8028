/** Ids sort by creation time, so "after this id" is a cursor that inserts and deletions cannot disturb. */
export interface PageRequest<Id extends string> {
  after?: Id | undefined;
  limit: number;
}

/** One above what a page holds, which is how a caller learns whether another one follows. */
export const pageLimitMax = 201;

/** Prisma arguments for one page, oldest first, of the rows that `where` selects. */
export function pageArguments<Id extends string, Where extends object>(page: PageRequest<Id>, where: Where) {
  const cursor = page.after === undefined ? {} : { id: { gt: page.after as string } };
  return {
    where: { ...where, ...cursor },
    orderBy: { id: 'asc' as const },
    take: Math.min(page.limit, pageLimitMax),
  };
}
