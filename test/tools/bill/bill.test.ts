import { usageSchema } from '../../../src/config/sections/usage';
import { billOf, Line, sumOf } from '../../../tools/bill/bill';
import { isFree } from '../../../tools/bill/free';
import { priceIn } from '../../../tools/bill/prices';
import { pricers } from '../../../tools/bill/pricing';
import { configurationsOf } from '../../../tools/deploy/configurations';
import { describeDifference, describeSum, unknownParts } from '../../../tools/bill/report';
import { savingsOf } from '../../../tools/bill/savings';
import { Body } from '../../../tools/model/terraform/stacks';
import { sampleEnvironments } from '../../support/sample-estate';
import { withEverySwitchOn } from '../../support/switches';
import { synthesize } from '../../support/synthesis';

const price = priceIn('us-west-2');
const usage = usageSchema.parse({ natGb: 100, requests: 1_000_000, loadPercent: 50 });
const outDir = synthesize({ environments: withEverySwitchOn() });
const estates = sampleEnvironments().map(({ name }) => configurationsOf(outDir, name));
const [dev = {}] = estates.map(({ own }) => own);

const bill = (resource: Record<string, Record<string, Body>>): Line[] =>
  billOf({ stack: { resource } }, usage, price);
const amounts = (lines: readonly Line[]) => Object.fromEntries(lines.map(({ part, usd }) => [part, usd]));

test('every resource type of the estate is priced or free, and none is both', () => {
  const types = new Set(
    estates.flatMap(({ own, shared }) =>
      [own, shared].flatMap((all) =>
        Object.values(all).flatMap(({ resource = {} }) => Object.keys(resource)),
      ),
    ),
  );
  const priced = new Set(Object.keys(pricers));
  expect([...types].filter((type) => priced.has(type) === isFree(type))).toEqual([]);
  // Put a type that costs money into tools/bill/pricing.ts, and one that does not into tools/bill/free.ts.
  expect(types.size).toBeGreaterThan(80);
});

test('a type that nobody priced, a model, size or region without a price are unknown, never nothing', () => {
  const lines = bill({
    aws_msk_cluster: { a: {} },
    aws_rds_cluster: { a: { storage_type: 'aurora-iopt1' } },
    aws_rds_cluster_instance: {
      a: { instance_class: 'db.r8g.large', cluster_identifier: '${aws_rds_cluster.a.id}' },
    },
    aws_bedrock_inference_profile: {
      a: { model_source: [{ copy_from: 'arn:aws:bedrock:::foundation-model/new' }] },
    },
    aws_ecs_service: {
      a: { desired_count: 1, capacity_provider_strategy: [{ capacity_provider: 'FARGATE_SPOT' }] },
    },
    aws_instance: { a: { instance_type: 'm9.large' } },
    aws_vpc_endpoint: { a: { vpc_endpoint_type: 'Interface', subnet_ids: ['subnet-1'] } },
    aws_lb: { a: {} },
    aws_dynamodb_table: { a: { billing_mode: 'PROVISIONED' } },
    aws_ssm_parameter: { a: { tier: 'Advanced' } },
    aws_cloudwatch_log_group: { a: {} },
  });
  expect(unknownParts(lines)).toEqual(
    expect.arrayContaining([
      'aws_msk_cluster: all of it',
      'aws_rds_cluster: storage type',
      'aws_rds_cluster_instance: least capacity',
      'aws_bedrock_inference_profile: tokens of new',
      'aws_ecs_service: vCPUs',
      'aws_instance: hours',
      'aws_vpc_endpoint: hours',
      'aws_lb: public addresses',
      'aws_dynamodb_table: capacity',
      'aws_ssm_parameter: tier',
      'aws_cloudwatch_log_group: kept logs',
    ]),
  );
  const elsewhere = billOf(dev, usage, priceIn('eu-west-1'));
  expect(elsewhere.every(({ usd }) => usd === undefined)).toBe(true);
  expect(elsewhere.length).toBeGreaterThan(100);
});

describe('by hand, in US dollars', () => {
  test('two NAT gateways that share 100 GB: 730 × 0.045, 50 × 0.045, an address 730 × 0.005', () => {
    const lines = bill({ aws_nat_gateway: { a: {}, b: {} }, aws_eip: { a: {}, b: {} } });
    expect(sumOf(lines).fixed).toBeCloseTo(73, 6);
    expect(sumOf(lines).used).toBeCloseTo(4.5, 6);
  });

  test('an interface endpoint in two zones: 2 × 730 × 0.01, and a gateway endpoint nothing', () => {
    const subnet_ids = ['${aws_subnet.a.id}', '${aws_subnet.b.id}'];
    const lines = bill({
      aws_vpc_endpoint: {
        a: { vpc_endpoint_type: 'Interface', subnet_ids },
        s3: { vpc_endpoint_type: 'Gateway' },
      },
    });
    expect(amounts(lines)).toEqual({ hours: 14.6, traffic: 0.1 });
  });

  test('two to six tasks of half a vCPU and a GB, half loaded: 2, then 2 more', () => {
    const lines = bill({
      aws_ecs_task_definition: { task: { cpu: '512', memory: '1024' } },
      aws_ecs_service: {
        vets: {
          name: 'vets',
          desired_count: 9,
          task_definition: '${aws_ecs_task_definition.task.arn}',
          launch_type: 'FARGATE',
        },
      },
      aws_appautoscaling_target: {
        a: { min_capacity: 2, max_capacity: 6, resource_id: 'service/cluster/${aws_ecs_service.vets.name}' },
      },
    });
    // 2 × 0.5 × 0.04048 × 730, and 2 × 1 × 0.004445 × 730
    expect(sumOf(lines).fixed).toBeCloseTo(29.5504 + 6.4897, 4);
    expect(sumOf(lines).used).toBeCloseTo(29.5504 + 6.4897, 4);
  });

  test('a service that was set back by hand costs what its family does', () => {
    const service = (task_definition: string) =>
      amounts(
        bill({
          aws_ecs_task_definition: { task: { family: 'vets', cpu: '512', memory: '1024' } },
          aws_ecs_service: { vets: { desired_count: 1, task_definition, launch_type: 'FARGATE' } },
        }),
      );
    const older = service('arn:aws:ecs:us-west-2:123456789012:task-definition/vets:1');
    expect(older).toEqual(service('${aws_ecs_task_definition.task.arn}'));
    expect(older['vCPUs']).toBeCloseTo(14.7752, 4);
  });

  test('a serverless database of 0.5 to 1 ACU, half loaded: 0.5 × 730 × 0.12, half of that more', () => {
    const lines = bill({
      aws_rds_cluster: {
        a: {
          manage_master_user_password: true,
          serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 1 },
        },
      },
      aws_rds_cluster_instance: {
        a: { instance_class: 'db.serverless', cluster_identifier: '${aws_rds_cluster.a.id}' },
      },
    });
    expect(amounts(lines)).toMatchObject({
      'secret of the admin user': 0.4,
      'least capacity': 43.8,
      'more capacity': 21.9,
      storage: 1,
      'reads and writes': 2,
      backups: 0,
    });
  });

  test('a web ACL of two rules with a million requests: 5 + 2 × 1 + 0.60; the API 3.50 and 10 GB × 0.09', () => {
    const lines = bill({ aws_wafv2_web_acl: { a: { rule: [{}, {}] } }, aws_api_gateway_rest_api: { a: {} } });
    expect(sumOf(lines).fixed).toBe(7);
    expect(sumOf(lines).used).toBeCloseTo(0.6 + 3.5 + 0.9, 6);
  });

  test('an alarm on one metric, and one that computes with two of three queries', () => {
    const metric_query = [
      { expression: 'a / b' },
      { metric: { metric_name: 'a' } },
      { metric: { metric_name: 'b' } },
    ];
    const alarms = { plain: { metric_name: 'a' }, ratio: { metric_query } };
    expect(sumOf(bill({ aws_cloudwatch_metric_alarm: alarms })).fixed).toBeCloseTo(0.3, 6);
  });

  test('a function that runs each minute for a second with 128 MB: 43,800 runs', () => {
    const [run, time] = bill({
      aws_cloudwatch_event_rule: { r: { name: 'r', schedule_expression: 'rate(1 minute)' } },
      aws_cloudwatch_event_target: {
        t: { rule: '${aws_cloudwatch_event_rule.r.name}', arn: '${aws_lambda_function.f.arn}' },
      },
      aws_lambda_function: { f: { function_name: 'f', memory_size: 128, architectures: ['x86_64'] } },
    });
    expect(run?.usd).toBeCloseTo(43_800 * 0.0000002, 8);
    expect(time?.usd).toBeCloseTo((43_800 / 8) * 0.0000166667, 8);
  });
});

describe('switches', () => {
  const savings = new Map(savingsOf(dev, usage, price).map(({ switch: name, usd }) => [name, usd]));
  const saved = (start: string): number | undefined =>
    [...savings].find(([name]) => name.startsWith(start))?.[1];
  const total = (configurations: typeof dev): number => {
    const { fixed, used } = sumOf(billOf(configurations, usage, price));
    return fixed + used;
  };

  test('save what they take away, by hand', () => {
    expect(saved('one NAT gateway')).toBeCloseTo(32.85 + 3.65, 2);
    // 14.60 of two zones; of 10 GB through eleven endpoints each takes its part through NAT.
    expect(saved('each endpoint less')).toBeCloseTo(14.6 - (10 / 11) * (0.045 - 0.01), 2);
    expect(saved('no reader')).toBeCloseTo(43.8 + 21.9, 2);
    // Eleven endpoints lose one of two zones.
    expect(saved('one zone')).toBeCloseTo(36.5 + 65.7 + 11 * 7.3, 2);
    expect(saved('tasks asleep')).toBeCloseTo(72.08 / 2, 2);
  });

  test.each([
    ['one NAT gateway', { network: { natGateways: 'shared' as const } }],
    ['no reader', { database: { reader: false } }],
  ])(
    '%s saves what its setting saves',
    (start, { network, database }: { network?: object; database?: object }) => {
      const environments = withEverySwitchOn()
        .filter(({ name }) => name === 'dev')
        .map((one) => ({
          ...one,
          network: { ...one.network, ...network },
          database: { ...one.database, ...database },
        }));
      const { own } = configurationsOf(synthesize({ environments }), 'dev');
      const difference = total(dev) - total(own);
      expect(saved(start)).toBeGreaterThan(10);
      // Alarms of what is gone cost cents.
      expect(Math.abs(difference - (saved(start) ?? 0))).toBeLessThan(2);
    },
  );
});

test('a change is told as a difference, with what makes it up; a new unknown is told as one', () => {
  const one = bill({ aws_nat_gateway: { a: {} } });
  const two = bill({ aws_nat_gateway: { a: {}, b: {} } });
  expect(describeDifference(one, two)).toEqual([
    'This change costs about $32.85 a month more: `aws_nat_gateway` +$32.85. Prices and assumptions: `npm run cost`.',
  ]);
  expect(describeDifference(two, one)[0]).toContain('$32.85 a month less: `aws_nat_gateway` −$32.85.');
  expect(describeDifference(one, one)).toEqual([]);
  const unknown = one.map((line) => ({ ...line, usd: undefined }));
  for (const [before, after] of [
    [unknown, one],
    [one, unknown],
  ] as const) {
    expect(describeDifference(before, after)[0]).toContain('as far as is known: `aws_nat_gateway` unknown.');
  }
  expect(describeDifference(unknown, unknown)).toEqual([]);
  expect(describeDifference([], bill({ aws_msk_cluster: { a: {} } }))[0]).toBe(
    'This change costs as much as before, as far as is known: `aws_msk_cluster` unknown. Prices and assumptions: `npm run cost`.',
  );
  expect(describeSum(bill({ aws_msk_cluster: { a: {} }, aws_kms_key: { a: {} } }))).toBe(
    '$1.30 a month: $1.00 fixed, $0.30 by use, and 1 unknown part',
  );
});
