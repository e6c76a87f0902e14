import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { aliasStandsOnAPublishedVersion } from './alias-stands-on-a-published-version';

const alias = (change: Body = {}, publish = true) =>
  found(aliasStandsOnAPublishedVersion, {
    aws_lambda_function: { genai: { publish }, other: { publish: true } },
    aws_lambda_alias: {
      live: {
        function_name: '${aws_lambda_function.genai.function_name}',
        function_version: '${aws_lambda_function.genai.version}',
        ...change,
      },
    },
  });

test('the version that the function publishes complies', () => {
  expect(alias()).toEqual([]);
});

test.each([
  { function_version: '$LATEST' },
  { function_version: '3' },
  { function_version: '${aws_lambda_function.genai.function_name}' },
  { function_version: '${aws_lambda_function.other.version}' },
  { function_name: 'petclinic-dev-genai' },
])('%j is found', (change) => {
  expect(new Set(alias(change))).toEqual(new Set(['aws_lambda_alias.live']));
});

test('an alias of a function that publishes nothing is found', () => {
  expect(alias({}, false)).toEqual(['aws_lambda_alias.live']);
});
