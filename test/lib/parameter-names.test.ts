import { parameterArn, parameterNames } from '../../src/lib/parameter-names';

test('the names of parameters are those that the architecture lists', () => {
  const names = parameterNames('dev');
  expect([names.dbUrl, names.dbReaderUrl, names.rootLogLevel]).toEqual([
    '/petclinic/dev/db/url',
    '/petclinic/dev/db/reader-url',
    '/petclinic/dev/common/logging.level.root',
  ]);
  expect(names.service('vets-service')).toEqual({
    port: '/petclinic/dev/vets-service/server.port',
    profiles: '/petclinic/dev/vets-service/spring.profiles.active',
  });
});

test('an ARN has the name with its leading slash right behind "parameter"', () => {
  expect(parameterArn('us-west-2', '123456789012', '/petclinic/dev/db/url')).toBe(
    'arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/dev/db/url',
  );
});
