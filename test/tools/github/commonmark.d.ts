/** What the tests use of it: it comes without types. */
declare module 'commonmark' {
  export class Parser {
    parse(markdown: string): unknown;
  }
  export class HtmlRenderer {
    render(tree: unknown): string;
  }
}
