import { Entry } from '../model/entries';
import { Statement } from '../model/firewall/types';
import { HttpRequest } from '../model/http';
import { Model } from '../model/model';
import { RequestVerdict } from '../model/request';
import { Reach } from './reach';

/** Address that proofs put on the allow-lists (RFC 5737). */
export const INSIDE = '192.0.2.77';

/** Environment whose allow-lists hold one address more, `INSIDE`. */
export function withInside(model: Model): Model {
  const widened = (statement: Statement): Statement => {
    if (statement.kind === 'ip-set') return { ...statement, cidrs: [...statement.cidrs, `${INSIDE}/32`] };
    if (statement.kind === 'not') return { ...statement, statement: widened(statement.statement) };
    return 'statements' in statement
      ? { ...statement, statements: statement.statements.map(widened) }
      : statement;
  };
  return {
    ...model,
    firewalls: model.firewalls.map((acl) => ({
      ...acl,
      rules: acl.rules.map((rule) => ({ ...rule, statement: widened(rule.statement) })),
    })),
  };
}

/** Judges with the allow-lists widened where the caller is inside them. */
export function judge(reach: Reach, request: HttpRequest, entry: Entry): RequestVerdict {
  if (request.source !== INSIDE) return reach.prepared.judgeApi(request, entry);
  const inside = insideOf(reach);
  const same = inside.prepared.entries.find(
    ({ host, prefix }) => host === entry.host && prefix === entry.prefix,
  );
  return inside.prepared.judgeApi(request, same);
}

const insides = new WeakMap<Reach, Reach>();
function insideOf(reach: Reach): Reach {
  const known = insides.get(reach) ?? new Reach(reach.environment, withInside(reach.model));
  insides.set(reach, known);
  return known;
}
