import { Estate } from '../../support/estate';
import { merge } from './merged';

const TYPE = 'aws_wafv2_web_acl';
const edge = (environment: string, scope: string, ...referring: string[]) => ({
  resource: {
    [TYPE]: { acl: { name: `clinic-${environment}-api`, scope } },
    aws_wafv2_web_acl_association: Object.fromEntries(
      referring.map((name) => [name, { web_acl_arn: `\${${TYPE}.acl.arn}` }]),
    ),
  },
});

/** Names of the web ACLs that `prod`'s associations name in the one configuration. */
const namedIn = (prod: ReturnType<typeof edge>): string[] => {
  const { configuration } = merge({
    '': new Estate({ 'dev-edge': edge('dev', 'REGIONAL', 'a'), 'prod-edge': prod }),
  });
  const named = Object.values(configuration.resource?.['aws_wafv2_web_acl_association'] ?? {}).slice(1);
  return named.map(({ web_acl_arn: arn }) => String(arn));
};

test('a web ACL that is the same but for its environment stands for both', () => {
  expect(namedIn(edge('prod', 'REGIONAL', 'a'))).toEqual([`\${${TYPE}.dev-edge_acl.arn}`]);
});

test('one with another attribute, or that others refer to, stands for itself', () => {
  expect(namedIn(edge('prod', 'CLOUDFRONT', 'a'))).toEqual([`\${${TYPE}.prod-edge_acl.arn}`]);
  expect(new Set(namedIn(edge('prod', 'REGIONAL', 'a', 'b')))).toEqual(
    new Set([`\${${TYPE}.prod-edge_acl.arn}`]),
  );
});
