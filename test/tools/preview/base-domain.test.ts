import { settingsOf } from '../../../tools/session/settings';
import { domainInBase } from '../../../tools/preview/base-domain';
import { projectRoot } from '../../../tools/support/project';
import { temporaryFolder } from '../../support/temporary-folder';

const { signal } = new AbortController();

test('the domain of an environment is what the code of the base says', async () => {
  const { domain } = settingsOf('prod');
  expect(domain).toBeDefined();
  expect(await domainInBase('prod', projectRoot, signal)).toEqual({ domain });
});

test('an environment without a domain has none, nor has one in a base that cannot tell', async () => {
  expect(await domainInBase('dev', projectRoot, signal)).toEqual({});
  expect(await domainInBase('prod', temporaryFolder('base'), signal)).toEqual({});
});
