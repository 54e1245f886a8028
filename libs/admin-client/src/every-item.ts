interface Page<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
}

/** All items of a list, page by page as they are taken. */
export async function* everyItem<Item>(
  readPage: (query: { cursor?: string; limit: number }) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | null | undefined;
  do {
    const page: Page<Item> = await readPage({ limit: 200, ...(cursor ? { cursor } : {}) });
    yield* page.data;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
