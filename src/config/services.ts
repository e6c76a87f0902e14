import type { ServiceDefinition } from './sections/catalogue';

const size = { cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 4, cpuTargetPercent: 70 };

/** The service catalogue. Another service is one entry here and its image tag in each environment. */
export const services = [
  {
    ...size,
    name: 'customers-service',
    path: '/api/customers',
    port: 8080,
    database: {
      user: 'customers',
      grants: {
        owners: ['SELECT', 'INSERT', 'UPDATE'],
        pets: ['SELECT', 'INSERT', 'UPDATE'],
        types: ['SELECT'],
      },
    },
    priority: 10,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'vets-service',
    path: '/api/vets',
    port: 8080,
    database: {
      user: 'vets',
      grants: { vets: ['SELECT'], specialties: ['SELECT'], vet_specialties: ['SELECT'] },
    },
    priority: 20,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'visits-service',
    path: '/api/visits',
    port: 8080,
    database: { user: 'visits', grants: { visits: ['SELECT', 'INSERT', 'UPDATE'] } },
    priority: 30,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'admin-server',
    path: '/admin',
    restricted: true,
    port: 9090,
    priority: 40,
    reachableFrom: [],
    springBootAdmin: true,
  },
] satisfies ServiceDefinition[];
