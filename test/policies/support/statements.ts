import { listOf } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';

/** Principal of a statement: the type is `AWS`, `Service` or `Federated`. */
export interface Principal {
  readonly type: string;
  readonly id: string;
}

/** Operators that are false where the request has no such key; those with `IfExists` or `ForAllValues` are true. */
const DEMANDING = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/;

export const isAllow = ({ Effect }: PolicyStatement): boolean => Effect === 'Allow';

export const actionsOf = ({ Action }: PolicyStatement): string[] => listOf(Action);

export const resourcesOf = ({ Resource }: PolicyStatement): string[] => listOf(Resource);

export function principalsOf({ Principal = {} }: PolicyStatement): Principal[] {
  const byType = typeof Principal === 'string' ? { AWS: Principal } : Principal;
  return Object.entries(byType).flatMap(([type, ids]) => listOf(ids).map((id) => ({ type, id })));
}

/** Tells whether `pattern`, with `*` and `?` as IAM reads them, covers `text`. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Tells whether the statement's actions cover `action`. IAM takes no notice of case there. */
export const isAbout = (statement: PolicyStatement, action: string): boolean =>
  actionsOf(statement).some((pattern) => covers(pattern.toLowerCase(), action.toLowerCase()));

/** Tells whether the statement holds on `resource`, an ARN or a pattern of some. */
export const isOn = ({ Resource, NotResource }: PolicyStatement, resource: string): boolean =>
  NotResource === undefined
    ? listOf(Resource).some((pattern) => covers(pattern, resource))
    : !listOf(NotResource).some((pattern) => covers(pattern, resource));

/** The values that a request must have one of for `key`, such as `aws:SourceArn`; none when a request may lack the key. */
export function demanded({ Condition = {} }: PolicyStatement, key: string): string[] {
  return Object.entries(Condition)
    .filter(([operator]) => DEMANDING.test(operator))
    .flatMap(([, values]) => Object.entries(values))
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .flatMap(([, value]) => listOf(value));
}

/** Tells whether a request must have our account for `key`, such as `aws:SourceAccount`. */
export function demandsAccount(statement: PolicyStatement, key: string): boolean {
  const values = demanded(statement, key);
  return values.length > 0 && values.every((value) => value === ACCOUNT);
}

/** Tells whether a request may have `arn` for `key`, and must have it or one like it. */
export const demandsArn = (statement: PolicyStatement, key: string, arn: string): boolean =>
  demanded(statement, key).some((pattern) => covers(pattern, arn));

/** Actions out of `actions` that no statement allows `service` under the condition `under`. */
export function missingActions(
  statements: readonly PolicyStatement[],
  service: string,
  actions: readonly string[],
  under: (statement: PolicyStatement) => boolean,
): string[] {
  const granting = statements.filter(
    (statement) =>
      isAllow(statement) &&
      principalsOf(statement).some(({ type, id }) => type === 'Service' && id === service) &&
      under(statement),
  );
  return actions.filter((action) => !granting.some((statement) => isAbout(statement, action)));
}
