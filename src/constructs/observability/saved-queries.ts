import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import {
  ASSISTANT_FAILURES,
  BLOCKED_REQUESTS,
  ERRORS_BY_ROUTE,
  REJECTED_CONNECTIONS,
  SERVICE_ERRORS,
  SLOW_STATEMENTS,
  SLOWEST_REQUESTS,
} from './log-queries';
import { SystemLogs } from './system-logs';
import { SavedQuery } from './saved-query';

export interface SavedQueriesProps {
  readonly logs: SystemLogs;
  /** Returns the name of the query in a folder. */
  readonly nameOf: (...path: string[]) => string;
}

/** Saved log queries for operators, in folders that the dashboard names. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { logs, nameOf }: SavedQueriesProps) {
    super(scope, id);
    const save = (path: readonly string[], logGroups: readonly string[], query: string): SavedQuery =>
      new SavedQuery(this, path.join('-'), { name: nameOf(...path), logGroups, query });
    save(['api', 'slowest-requests'], [logs.apiAccess], SLOWEST_REQUESTS);
    save(['api', 'errors-by-route'], [logs.apiAccess], ERRORS_BY_ROUTE);
    save(['api', 'blocked-requests'], logs.firewalls, BLOCKED_REQUESTS);
    for (const [service, logGroup] of byKey(logs.services)) {
      save(['services', service, 'errors'], [logGroup], SERVICE_ERRORS);
    }
    save(['database', 'slow-statements'], [logs.slowStatements], SLOW_STATEMENTS);
    if (logs.genai !== undefined) save(['genai', 'failures'], [logs.genai], ASSISTANT_FAILURES);
    save(['network', 'rejected-connections'], [logs.connections], REJECTED_CONNECTIONS);
  }
}
