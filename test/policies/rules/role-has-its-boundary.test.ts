import { foundIn, policy, stack } from '../support/cases';
import { roleHasItsBoundary } from './role-has-its-boundary';

const ISSUER = 'token.actions.githubusercontent.com';
const arn = (name: string): string => `arn:aws:iam::123456789012:policy/ci/${name}`;
const boundary = (name: string) => ({ name, path: '/ci/', policy: policy() });

const check = (ofService: string | undefined, ofApplier: string | undefined, run = 'environment:dev') =>
  foundIn(roleHasItsBoundary, {
    'dev-app': stack({ aws_iam_role: { service: { permissions_boundary: ofService } } }),
    'state-backend': stack({
      aws_iam_policy: {
        dev: boundary('petclinic-dev-workload'),
        prod: boundary('petclinic-prod-workload'),
        most: boundary('most'),
      },
      aws_iam_role: {
        workflow: {
          permissions_boundary: ofApplier,
          assume_role_policy: policy({
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [`${ISSUER}:sub`]: `repo:owner/name:${run}` } },
          }),
        },
      },
    }),
  });

test('a role with the boundary of its environment, and a bounded role that applies it, comply', () => {
  expect(check(arn('petclinic-dev-workload'), arn('most'))).toEqual([]);
});

test('a role that only plans needs no boundary', () => {
  expect(check(arn('petclinic-dev-workload'), undefined, 'pull_request')).toEqual([]);
});

test.each([undefined, arn('petclinic-prod-workload'), arn('gone')])(
  'a role with the boundary %s is found',
  (own) => {
    expect(check(own, arn('most'))).toEqual(['dev-app/aws_iam_role.service']);
  },
);

test('a role that applies an environment without a boundary is found', () => {
  expect(check(arn('petclinic-dev-workload'), undefined)).toEqual(['state-backend/aws_iam_role.workflow']);
});
