/** The anchors that GitHub gives the headings of a Markdown file. */
export const anchorsIn = (markdown: string): Set<string> =>
  new Set(
    Array.from(markdown.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} (.+)$/gm), ([, heading = '']) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    ),
  );
