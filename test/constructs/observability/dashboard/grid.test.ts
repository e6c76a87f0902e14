import fc from 'fast-check';
import {
  COLUMNS,
  MAX_WIDGETS,
  placed,
  PlacedWidget,
  Widget,
} from '../../../../src/constructs/observability/dashboard/grid';

const widget = (width: number, height: number): Widget => ({ type: 'text', width, height, properties: {} });

/** Rows that fit: each a list of widths that come to 24 at most. */
const rows = fc.array(
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: COLUMNS }), fc.integer({ min: 1, max: 12 })), { maxLength: 6 })
    .filter((sizes) => sizes.reduce((sum, [width]) => sum + width, 0) <= COLUMNS)
    .map((sizes) => sizes.map(([width, height]) => widget(width, height))),
  { maxLength: 20 },
);

const overlap = (a: PlacedWidget, b: PlacedWidget): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('widgets on the grid', () => {
  test('all have a place inside of it, in their order, none over another, and no row leaves a gap above it', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const widgets = placed(given);
        expect(widgets.map(({ width, height }) => [width, height])).toEqual(
          given.flat().map(({ width, height }) => [width, height]),
        );
        for (const [i, each] of widgets.entries()) {
          expect(each.x).toBeGreaterThanOrEqual(0);
          expect(each.x + each.width).toBeLessThanOrEqual(COLUMNS);
          expect(widgets.slice(i + 1).filter((other) => overlap(each, other))).toEqual([]);
        }
        const bottom = (of: readonly PlacedWidget[]) => Math.max(0, ...of.map(({ y, height }) => y + height));
        const heights = given.map((row) => Math.max(0, ...row.map(({ height }) => height)));
        expect(bottom(widgets)).toBe(heights.reduce((sum, height) => sum + height, 0));
      }),
    );
  });

  test('of a row that is too wide are refused', () => {
    expect(() => placed([[widget(13, 6), widget(12, 6)]])).toThrow('25 columns wide; allowed: at most 24');
  });

  test.each([
    [0, 6, 'width 0'],
    [6, 0, 'height 0'],
    [6, 1.5, 'height 1.5'],
  ])('of %d by %d are refused', (width, height, problem) => {
    expect(() => placed([[widget(width, height)]])).toThrow(problem);
  });

  test('are 500 at most', () => {
    const many = (count: number) => Array.from({ length: count }, () => [widget(24, 1)]);
    expect(placed(many(MAX_WIDGETS))).toHaveLength(500);
    expect(() => placed(many(MAX_WIDGETS + 1))).toThrow('501 widgets; allowed: at most 500');
  });
});
