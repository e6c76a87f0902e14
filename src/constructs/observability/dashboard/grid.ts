/** Columns of a dashboard. Rows have a height of their own, as many as there are widgets for. */
export const COLUMNS = 24;

/**
 * Largest number of widgets that CloudWatch accepts in a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const MAX_WIDGETS = 500;

/** Content of a widget, and its size in units of the grid. */
export interface Widget {
  readonly type: 'alarm' | 'metric' | 'text';
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** A widget with the place of its upper left corner. */
export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
}

/**
 * Puts rows below each other, and the widgets of a row beside each other from the left. A row is as high as its highest widget.
 *
 * @throws when a row is wider than the grid, a widget has no size, or there are more widgets than CloudWatch takes
 */
export function placed(rows: readonly (readonly Widget[])[]): PlacedWidget[] {
  const widgets: PlacedWidget[] = [];
  let y = 0;
  for (const row of rows) {
    let x = 0;
    for (const widget of row) {
      checkSize(widget);
      const { type, width, height, properties } = widget;
      widgets.push({ type, x, y, width, height, properties });
      x += width;
    }
    if (x > COLUMNS) {
      throw new Error(`A row of the dashboard is ${x} columns wide; allowed: at most ${COLUMNS}`);
    }
    y += Math.max(0, ...row.map(({ height }) => height));
  }
  if (widgets.length > MAX_WIDGETS) {
    throw new Error(
      `The dashboard has ${widgets.length} widgets; allowed: at most ${MAX_WIDGETS}. Give some of the services a dashboard of their own.`,
    );
  }
  return widgets;
}

function checkSize({ type, width, height }: Widget): void {
  for (const [side, units] of Object.entries({ width, height })) {
    if (!Number.isInteger(units) || units < 1) {
      throw new Error(
        `A ${type} widget of the dashboard has the ${side} ${units}; allowed: whole units from 1 on`,
      );
    }
  }
}
