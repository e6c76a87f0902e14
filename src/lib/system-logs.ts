import { Keyed } from './keyed';

/** Names of the log groups of an environment that filters and saved queries read. */
export interface SystemLogs {
  /** A line for each request to the API. */
  readonly apiAccess: string;
  /** What the firewalls made of each request. */
  readonly firewalls: readonly string[];
  /** By name: what the tasks of a service write, the collector among them. */
  readonly services: Keyed<string>;
  readonly genai: string;
  /** Statements that took the database long. */
  readonly slowStatements: string;
  /** Connections of the VPC. */
  readonly connections: string;
}
