import fc from 'fast-check';
import { ENVIRONMENT_NAME_MAX } from '../../src/lib/naming';
import { SERVICE_NAME_MAX, serviceNames } from '../../src/lib/service-names';

describe('serviceNames', () => {
  it('names everything of a service', () => {
    expect(serviceNames('dev', { name: 'vets-service', port: 8080 })).toEqual({
      ecrRepository: 'petclinic-dev-vets-service',
      ecsService: 'petclinic-dev-vets-service',
      taskFamily: 'petclinic-dev-vets-service',
      executionRole: 'petclinic-dev-vets-service-execution',
      taskRole: 'petclinic-dev-vets-service-task',
      securityGroup: 'petclinic-dev-vets-service',
      logGroup: '/petclinic/dev/vets-service',
      targetGroup: expect.stringMatching(/^pc-dev-vets-service-808-[0-9a-f]{8}$/) as string,
      targetGroupTag: 'petclinic-dev-vets-service-8080',
    });
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,30}$/);
  const environment = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
  const port = fc.integer({ min: 1024, max: 65535 });

  it('fits every service into every environment', () => {
    fc.assert(
      fc.property(environment, name, port, (env, service, number) => {
        const { targetGroup } = serviceNames(env, { name: service, port: number });
        expect(targetGroup).toMatch(/^(?!-)[a-z0-9-]{1,32}$/);
        // What the role that applies the environment may change, and no other's.
        expect(targetGroup.startsWith(`pc-${env}-`)).toBe(true);
      }),
    );
    const longest = { name: 'x'.repeat(SERVICE_NAME_MAX), port: 8080 };
    expect(() => serviceNames('x'.repeat(ENVIRONMENT_NAME_MAX), longest)).not.toThrow();
    expect(() =>
      serviceNames('x'.repeat(ENVIRONMENT_NAME_MAX), { ...longest, name: `${longest.name}x` }),
    ).toThrow('has 65 characters; allowed: at most 64');
  });

  it('never gives two services, ports or environments the same target group', () => {
    const identity = fc.tuple(environment, name, port);
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        fc.pre(one.join() !== other.join());
        const [first, second] = [one, other].map(
          ([env, service, number]) => serviceNames(env, { name: service, port: number }).targetGroup,
        );
        expect(first).not.toBe(second);
      }),
    );
    const group = (number: number) => serviceNames('dev', { name: 'x'.repeat(31), port: number }).targetGroup;
    expect(group(8080)).not.toBe(group(8081));
  });
});
