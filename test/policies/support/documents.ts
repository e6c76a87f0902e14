import { Estate } from '../../support/estate';
import { PolicyDocument, PolicyKind, PolicyStatement } from '../../support/policy-documents';
import { Finding } from '../rule';
import { isAllow } from './statements';

/** A finding for each problem that `problemsOf` sees in a statement that allows something, in documents of the given kinds. */
export const findingsInAllows = (
  estate: Estate,
  kinds: readonly PolicyKind[],
  problemsOf: (statement: PolicyStatement, document: PolicyDocument) => readonly string[],
): Finding[] =>
  estate
    .policyDocuments()
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((document) =>
      document.statements.filter(isAllow).flatMap((statement) =>
        problemsOf(statement, document).map((problem) => ({
          address: document.resource.address,
          problem: `${document.attribute}, ${statement.Sid ?? 'a statement'}: ${problem}`,
        })),
      ),
    );

export const EVERY_KIND: readonly PolicyKind[] = ['identity', 'trust', 'key', 'endpoint', 'resource'];
