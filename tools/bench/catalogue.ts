import { join } from 'node:path';
import { App } from 'cdktf';
import { readBackendFile } from '../../src/config/backend-file';
import { dev } from '../../src/config/environments/dev';
import { loadEnvironments } from '../../src/config/load';
import { loadRepository } from '../../src/config/repository';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic } from '../../src/stacks/petclinic';
import { projectRoot } from '../support/project';

/** Synthesizes one environment with `count` services, into `outdir`. */
export function synthesizeServices(count: number, outdir: string): void {
  const catalogue = Array.from({ length: count }, (_, index) => ({
    ...{ name: `s${index}-service`, path: `/api/s${index}`, port: 8080, priority: index + 1 },
    ...{ cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 1, cpuTargetPercent: 70, reachableFrom: [] },
  }));
  const services = Object.fromEntries(catalogue.map(({ name }) => [name, { imageTag: '1.0.0' }]));
  withoutTokenTraces(() => {
    const app = new App({ stackTraces: false, skipValidation: true, outdir });
    petclinic(app, {
      environments: loadEnvironments([{ ...dev, services }], catalogue, {
        [`${dev.account}/${dev.region}`]: { securityGroupRules: 200 },
      }),
      stateBucket: readBackendFile(join(projectRoot, 'backend.tf.json')),
      stateBackendOwnState: 'local',
      repository: loadRepository(),
    });
    app.synth();
  });
}
