/** Items of all pages of an answer. */
export async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}

/** Text that the API may leave out. */
export const textOf = (value: string | number | undefined): string => String(value ?? '');
