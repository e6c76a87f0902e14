import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { cluster } from './sql';
import { resourcesInState } from './state';
import { only, World } from './world';

/** Asks what keeps data from being lost: in production nothing goes by mistake, elsewhere nothing stands in the way. */
export function describeProtection(world: () => World): void {
  const production = (): boolean => world().config.tier === 'production';

  /** An attribute of every resource of a type, out of the states. */
  async function inStates(type: string, attribute: string): Promise<unknown[]> {
    const stacks = ['security', 'data', 'platform'];
    const states = await Promise.all(
      stacks.map((stack) => resourcesInState(world(), `petclinic/${world().config.name}/${stack}.tfstate`)),
    );
    const found = states.flat().filter((resource) => resource.type === type);
    expect(found).not.toEqual([]);
    return [...new Set(found.map(({ attributes }) => attributes[attribute]))];
  }

  test('AWS refuses to delete the database where the environment says so', async () => {
    expect((await cluster(world())).DeletionProtection).toBe(world().config.database.deletionProtection);
  });

  test('AWS refuses to delete the load balancer of production', async () => {
    const { elb } = world().aws;
    const { LoadBalancerArn } = only((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers);
    const { Attributes = [] } = await elb.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    expect(Attributes).toContainEqual({
      Key: 'deletion_protection.enabled',
      Value: String(production()),
    });
  });

  test('a destroyed database leaves a snapshot where the environment says so', async () => {
    expect(await inStates('aws_rds_cluster', 'skip_final_snapshot')).toEqual([
      !world().config.database.finalSnapshot,
    ]);
  });

  // What Terraform does when it destroys them stands in the state alone.
  test.each([
    ['buckets', 'aws_s3_bucket', 'force_destroy', [false, true]],
    ['repositories', 'aws_ecr_repository', 'force_delete', [false, true]],
    ['secrets', 'aws_secretsmanager_secret', 'recovery_window_in_days', [30, 0]],
    ['keys', 'aws_kms_key', 'deletion_window_in_days', [30, 7]],
  ] as const)(
    '%s go as slowly as the tier demands',
    async (_, type, attribute, [inProduction, elsewhere]) => {
      expect(await inStates(type, attribute)).toEqual([production() ? inProduction : elsewhere]);
    },
  );
}
