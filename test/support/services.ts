import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';
import { ServiceDefinition } from '../../src/config/sections/catalogue';
import { environments, services } from './sample-estate';

/** A service that the catalogue does not have: with a user of its own, and asked by another service. */
export const billing: ServiceDefinition = {
  name: 'billing-service',
  path: '/api/billing',
  port: 8080,
  cpu: 512,
  memoryMiB: 1024,
  minTasks: 1,
  maxTasks: 4,
  cpuTargetPercent: 70,
  database: { user: 'billing', grants: { visits: ['SELECT'] } },
  priority: 50,
  reachableFrom: ['admin-server'],
};

/** The sample's environments, with one more entry in the catalogue and its image tag. */
export const withService = (service: ServiceDefinition): Environment[] =>
  loadEnvironments(
    environments.map((environment) => ({
      ...environment,
      services: { ...environment.services, [service.name]: { imageTag: '1.0.0' } },
    })),
    [...services, service],
  );
