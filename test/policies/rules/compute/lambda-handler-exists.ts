import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../tools/support/project';
import { findingsAt, Rule, unless } from '../../rule';

const LAMBDAS = join(projectRoot, 'lambdas');

export const rule: Rule = {
  reason: 'Lambda takes any handler, and fails each invocation of one that the package does not have.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lambda_function'), ({ body }) => {
      const parts = String(body['handler']).split('.');
      const definition = `\ndef ${parts.pop() ?? ''}(`;
      const files = readdirSync(LAMBDAS).map((name) => `${join(LAMBDAS, name, ...parts)}.py`);
      return unless(
        files.some((file) => existsSync(file) && readFileSync(file, 'utf8').includes(definition)),
        `no package has its handler ${String(body['handler'])}`,
      );
    }),
};
