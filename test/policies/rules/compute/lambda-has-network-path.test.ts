import { Body } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { found, policy } from '../../support/cases';
import { rule } from './lambda-has-network-path';

const GROUP = '${aws_security_group.genai.id}';
const egress = (target: Body) => ({ security_group_id: GROUP, from_port: 443, ...target });

interface Case {
  readonly action?: string;
  readonly through?: string;
  readonly endpoints?: Record<string, Body>;
  readonly out?: Body;
}

function network({ action = 'bedrock:InvokeModel', through = action, endpoints, out }: Case) {
  const open: PolicyStatement = { Effect: 'Allow', Action: through, Resource: '*' };
  const service = action.startsWith('dynamodb') ? 'dynamodb' : 'bedrock-runtime';
  const type = service === 'dynamodb' ? 'Gateway' : 'Interface';
  return found(rule, {
    aws_security_group: { genai: {}, endpoints: {}, other: {} },
    aws_vpc_endpoint: endpoints ?? {
      endpoint: {
        vpc_endpoint_type: type,
        service_name: `com.amazonaws.us-west-2.${service}`,
        security_group_ids: ['${aws_security_group.endpoints.id}'],
        policy: policy(open),
      },
    },
    aws_vpc_security_group_egress_rule: {
      out: egress(out ?? { referenced_security_group_id: '${aws_security_group.endpoints.id}' }),
    },
    aws_iam_role: { genai: { name: 'genai' } },
    aws_iam_role_policy: {
      genai: {
        role: '${aws_iam_role.genai.id}',
        policy: policy({ Effect: 'Allow', Action: [action, 'xray:PutTraceSegments'], Resource: '*' }),
      },
    },
    aws_lambda_function: {
      genai: { role: '${aws_iam_role.genai.arn}', vpc_config: { security_group_ids: [GROUP] } },
    },
  });
}

const PREFIX_LIST = '${aws_vpc_endpoint.endpoint.prefix_list_id}';

test.each<[string, Case]>([
  ['an interface endpoint', {}],
  ['a gateway endpoint', { action: 'dynamodb:GetItem', out: { prefix_list_id: PREFIX_LIST } }],
  ['NAT where there is no endpoint', { endpoints: {}, out: { cidr_ipv4: '0.0.0.0/0' } }],
])('%s that is open complies', (_, given) => {
  expect(network(given)).toEqual([]);
});

test.each<[string, Case]>([
  ['no endpoint and no NAT', { endpoints: {} }],
  ['an endpoint that lets something else through', { through: 'bedrock:Converse' }],
  ['no way to the group of the endpoint', { out: { referenced_security_group_id: GROUP } }],
  ['no way to the prefix list', { action: 'dynamodb:GetItem' }],
])('%s is found', (_, given) => {
  expect(network(given)).toEqual(['aws_lambda_function.genai']);
});
