import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { dependsOn, functionArn, rolePolicies } from '../../support/functions';
import { demandsArn, isAbout, isAllow, resourcesOf } from '../../support/statements';

const ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

export const rule: Rule = {
  reason:
    'Lambda refuses a function in a VPC whose role has no right to network interfaces, and needs it again to remove them; the code shall not have it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
  check: (estate) =>
    findingsAt(
      estate.ofType('aws_lambda_function').filter(({ body }) => blocks(body, 'vpc_config').length > 0),
      (lambda) => {
        const policies = rolePolicies(estate, lambda);
        const arn = functionArn(estate, lambda);
        const everywhere = policies.flatMap(({ resource, statements }) =>
          statements
            .filter((statement) => resourcesOf(statement).includes('*'))
            .map((statement) => ({ resource, statement })),
        );
        return ACTIONS.flatMap((action) => {
          const about = everywhere.filter(({ statement }) => isAbout(statement, action));
          const allowing = about.filter(
            ({ statement }) => isAllow(statement) && statement.Condition === undefined,
          );
          return [
            ...unless(allowing.length > 0, `its role may not call ${action} on *`),
            ...allowing
              .filter(({ resource }) => !dependsOn(lambda, resource))
              .map(
                ({ resource }) => `it does not depend on ${resource.address}, which lets it call ${action}`,
              ),
            ...unless(
              about.some(
                ({ statement }) =>
                  !isAllow(statement) && demandsArn(statement, 'lambda:SourceFunctionArn', arn),
              ),
              `nothing denies ${action} to its code, by lambda:SourceFunctionArn`,
            ),
          ];
        });
      },
    ),
};
