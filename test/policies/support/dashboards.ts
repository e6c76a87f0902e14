import { Resource } from '../../support/estate';
import { WatchedMetric } from './alarms';

/** A widget of a dashboard, as far as the policies look at it. Values may hold Terraform references. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly period?: number;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
  };
}

export const DASHBOARD = 'aws_cloudwatch_dashboard';

/** @throws when the body cannot be read before Terraform runs */
export function widgetsOf(dashboard: Resource): Widget[] {
  const body = dashboard.body['dashboard_body'];
  if (typeof body !== 'string' || !body.startsWith('{')) {
    throw new Error(`${dashboard.address}: dashboard_body is no JSON that can be read before Terraform runs`);
  }
  return (JSON.parse(body) as { widgets: Widget[] }).widgets;
}

/** The metrics that a widget draws: namespace, name, dimensions in pairs, and how they are drawn. */
export const metricsOf = ({ properties }: Widget): WatchedMetric[] =>
  (properties.metrics ?? []).map(([namespace, name, ...rest]) => {
    const drawn = rest.at(-1) as { readonly stat?: string };
    const pairs = rest.slice(0, -1);
    return {
      id: '',
      namespace: String(namespace),
      name: String(name),
      dimensions: Object.fromEntries(
        pairs.flatMap((part, i) => (i % 2 === 0 ? [[String(part), pairs[i + 1]]] : [])),
      ),
      statistic: String(drawn.stat),
      periodSeconds: Number(properties.period),
    };
  });
