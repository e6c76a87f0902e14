import { COLUMNS, Widget } from './grid';

/** Markdown over the whole width. A heading takes one unit of the grid, a line below it another. */
export const text = (markdown: string, height: number): Widget => ({
  type: 'text',
  width: COLUMNS,
  height,
  properties: { markdown },
});
