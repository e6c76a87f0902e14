import { estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';
import { sampleEnvironments } from '../support/sample-estate';

const { stacks } = estateOf(synthesize());
const network = (environment: string) => stacks[`${environment}-network`]?.resource ?? {};

test.each(['ecsExec', 'opsHost'] as const)(
  'with %s the network has the endpoint of operators’ sessions',
  (access) => {
    const [dev] = sampleEnvironments();
    if (dev === undefined) throw new Error('there is no environment');
    const operatorAccess = { ...dev.operatorAccess, [access]: true };
    const { stacks: opened } = estateOf(synthesize({ environments: [{ ...dev, operatorAccess }] }));
    const endpoints = (resource = network('dev')) => Object.keys(resource['aws_vpc_endpoint'] ?? {});
    expect(endpoints(opened['dev-network']?.resource).filter((name) => !endpoints().includes(name))).toEqual([
      'ssmmessages-endpoint_endpoint',
    ]);
  },
);
