import { Keyed } from '../../lib/keyed';

/** Names of the log groups of an environment that filters and saved queries read. */
export interface SystemLogs {
  /** A line for each request to the API. */
  readonly apiAccess: string;
  /** Logs of the firewalls, with their decisions on requests. */
  readonly firewalls: readonly string[];
  /** Logs of the tasks, the collector among them, by name of the service. */
  readonly services: Keyed<string>;
  /** Log of the assistant; undefined without one. */
  readonly genai: string | undefined;
  /** Statements that took the database long. */
  readonly slowStatements: string;
  /** Connections of the VPC. */
  readonly connections: string;
}
