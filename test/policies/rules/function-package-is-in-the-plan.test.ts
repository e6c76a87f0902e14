import { found } from '../support/cases';
import { functionPackageIsInThePlan } from './function-package-is-in-the-plan';

const HASH = 'f/WLPzdALpKkG8LMp9tCfWEdxXD6/gZc8zJJl4MU1Ys=';

const lambda = (source_code_hash: string | undefined, triggers: object = { package: HASH }) =>
  found(functionPackageIsInThePlan, {
    aws_lambda_function: { migrate: { source_code_hash } },
    aws_lambda_invocation: {
      run: { function_name: '${aws_lambda_function.migrate.function_name}', triggers },
    },
  });

test('a function with its hash, run when it changes, complies', () => {
  expect(lambda(HASH)).toEqual([]);
});

test.each([undefined, '${filebase64sha256("code.zip")}', 'f58b'])('the hash %s is found', (hash) => {
  expect(lambda(hash, { package: hash })[0]).toBe('aws_lambda_function.migrate');
});

test('an invocation that a new package does not repeat is found', () => {
  expect(lambda(HASH, {})).toEqual(['aws_lambda_invocation.run']);
  expect(lambda(HASH, { package: 'another' })).toEqual(['aws_lambda_invocation.run']);
});
