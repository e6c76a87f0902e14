import { definitionOf } from '../../../src/constructs/edge/api-definition';

const API = 'aws_api_gateway_rest_api.main';
const METHOD = 'aws_api_gateway_method.get';
const uri = 'http://${data.terraform_remote_state.platform.outputs.name}/api/vets';

test('neither the order of resources nor that of their attributes is part of a definition', () => {
  expect(definitionOf({ [METHOD]: { a: 1, b: [{ c: 2, d: 3 }] }, [API]: {} })).toBe(
    definitionOf({ [API]: {}, [METHOD]: { b: [{ d: 3, c: 2 }], a: 1 } }),
  );
});

test.each([
  ['an attribute', { [METHOD]: { uri, timeout: 1 } }],
  ['one resource more', { [METHOD]: { uri }, 'aws_api_gateway_method.post': { uri: '' } }],
  [
    'the name under which the API answers',
    { [METHOD]: { uri }, [API]: { disable_execute_api_endpoint: true } },
  ],
])('%s makes another definition', (_, resources) => {
  expect(definitionOf({ [API]: {}, ...resources })).not.toBe(definitionOf({ [API]: {}, [METHOD]: { uri } }));
});

test('the name and the tags of the API do not', () => {
  expect(definitionOf({ [API]: { name: 'b', tags: { c: 'd' } } })).toBe(
    definitionOf({ [API]: { name: 'a' } }),
  );
});

test('what comes from elsewhere is part of it, as its value', () => {
  const secret = "'${data.aws_secretsmanager_secret_version.origin-secret.secret_string}'";
  expect(definitionOf({ [METHOD]: { uri, other: uri, secret } })).toMatch(
    /^\$\{nonsensitive\(sha256\(jsonencode\(\["[0-9a-f]{64}", data\.aws_secretsmanager_secret_version\.origin-secret\.secret_string, data\.terraform_remote_state\.platform\.outputs\.name\]\)\)\)\}$/,
  );
});
