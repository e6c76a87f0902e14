import { join } from 'node:path';
import { App } from 'cdktf';
import { readBackendFile } from '../../src/config/backend-file';
import { dev } from '../../src/config/environments/dev';
import { loadEnvironments } from '../../src/config/load';
import { loadRepository } from '../../src/config/repository';
import { ServiceDefinition } from '../../src/config/sections/catalogue';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic } from '../../src/stacks/petclinic';
import { projectRoot } from '../support/project';

/** Run as a process of its own, with the number of services as its argument: synthesizes one environment of so many. */
const count = Number(process.argv[2]);

/** Every tenth may be called by the one before it; four have a database, since connections are what runs out first. */
const catalogue = Array.from({ length: count }, (_, index): ServiceDefinition => {
  const number = index + 1;
  return {
    name: `s${number}-service`,
    path: `/api/s${number}`,
    port: 8080,
    cpu: 512,
    memoryMiB: 1024,
    minTasks: 1,
    maxTasks: 2,
    cpuTargetPercent: 70,
    priority: number,
    reachableFrom: index % 10 === 1 ? [`s${index}-service`] : [],
    ...(index < 4 ? { database: { user: `s${number}`, grants: { visits: ['SELECT'] } } } : {}),
  };
});

const environment = {
  ...dev,
  // Each task takes an address: a tier of a zone holds 4,091.
  network: {
    cidr: '10.0.0.0/16',
    zones: {
      a: { zone: 'us-west-2a', public: '10.0.0.0/20', app: '10.0.16.0/20', db: '10.0.32.0/20' },
      b: { zone: 'us-west-2b', public: '10.0.48.0/20', app: '10.0.64.0/20', db: '10.0.80.0/20' },
    },
  },
  services: Object.fromEntries(catalogue.map(({ name }) => [name, { imageTag: '1.0.0' }])),
};

withoutTokenTraces(() => {
  const app = new App({ stackTraces: false });
  petclinic(app, {
    environments: loadEnvironments([environment], catalogue),
    stateBucket: readBackendFile(join(projectRoot, 'backend.tf.json')),
    stateBackendOwnState: 'local',
    repository: loadRepository(),
    githubProvider: 'create',
  });
  app.synth();
});
