import { placeholderProblems } from '../../src/config/placeholders';
import { dev, prod } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

const named = (name: string, changes: object = {}): unknown => changed(dev, { name, ...changes });

test.each(['petclinic.example.com', 'origin.petclinic.example.com'])(
  'the domain %s beside prod is refused',
  (name) => {
    const domain = { name, hostedZoneId: 'Z0123456789' };
    expect(problemsOf([prod, named('staging', { domain })])).toEqual([
      `staging.domain.name: "${name}" is, or clashes with, that of prod; allowed: a domain for each environment, none \`origin.\` of another`,
    ]);
  },
);

test('placeholders are found wherever they stand, by path', () => {
  const paths = (part: unknown): string[] => [...placeholderProblems('prod', part)].map(({ path }) => path);
  expect(paths(prod)).toEqual([
    'prod.edge.corsOrigin',
    'prod.governance.budget.emails.0',
    'prod.domain.name',
    'prod.domain.hostedZoneId',
    'prod.alarmEmails.0',
  ]);
  expect(
    paths({
      owner: 'your--organization',
      list: ['203.0.113.0/24', 'https://www.example.org:8443', '10.0.0.0/8', 'https://example.company'],
      account: '123456789012',
      bucket: 'states-123456789012-us-west-2',
    }),
  ).toEqual(['prod.owner', 'prod.list.0', 'prod.list.1', 'prod.account', 'prod.bucket']);
});
