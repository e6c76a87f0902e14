import fc from 'fast-check';
import { serviceNames } from '../../src/lib/service-names';

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
      targetGroup: 'pc-dev-vets-service-8080',
    });
  });

  it('runs out of characters at the target group, so that one message says it all', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,40}$/);
    const environment = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
    fc.assert(
      fc.property(environment, name, fc.integer({ min: 1, max: 65535 }), (env, service, port) => {
        const make = () => serviceNames(env, { name: service, port });
        if (`pc-${env}-${service}-${port}`.length <= 32) expect(make).not.toThrow();
        else expect(make).toThrow(/^target-group ".*" has \d+ characters; allowed: at most 32/);
      }),
    );
  });
});
