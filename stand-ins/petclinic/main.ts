/**
 * A stand-in for one of PetClinic's services: what it answers at release 3.4.1, from the variables that its image reads. Of a
 * service by another name it has the actuator alone.
 *
 *   node --import tsx stand-ins/petclinic/main.ts vets-service
 */
import { actuator } from './actuator';
import { adminService } from './admin';
import { customers } from './customers';
import { Database, Pool } from './database';
import type { Route } from './http';
import { serverOf, ServiceProps } from './server';
import { settingsOf } from './settings';
import { vets } from './vets';
import { visits } from './visits';

/** Routes of the services that have a database, by the name of their image. */
const withDatabase: Readonly<Record<string, (database: Database) => Route[]>> = {
  'customers-service': customers,
  'vets-service': vets,
  'visits-service': visits,
};

const log = (message: string): void => {
  console.log(`${new Date().toISOString()} ${message}`);
};

function run(service: string): void {
  const settings = settingsOf(process.env);
  let props: ServiceProps;
  let end = (): Promise<void> => Promise.resolve();
  if (service === 'admin-server') {
    props = adminService(process.env, settings, log);
  } else {
    const { contextPath, exposed, probes, dataSource } = settings;
    const routesOf = withDatabase[service];
    const pool = dataSource && new Pool(dataSource);
    if (routesOf !== undefined && pool === undefined) throw new Error('SPRING_DATASOURCE_URL is missing');
    end = async () => pool?.end();
    const health = {
      ...{ service, base: '/actuator', path: `${contextPath}/actuator`, exposed, probes, prometheus: true },
      isUp: async () => pool?.rows('SELECT 1'),
    };
    const routes = pool === undefined ? [] : (routesOf?.(pool) ?? []);
    props = { contextPath, reactive: false, routes: [...actuator(health), ...routes], onError: log };
  }
  const server = serverOf(props);
  server.once('error', (error) => {
    log(`${service} cannot listen: ${error.message}`);
    process.exit(1);
  });
  server.listen(settings.port, settings.address, () => {
    log(`Stand-in for ${service} at http://${settings.address}:${settings.port}${props.contextPath}`);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeIdleConnections();
      // Running requests have two seconds.
      setTimeout(() => process.exit(0), 2_000).unref();
      server.once('close', () => void end().then(() => process.exit(0)));
    });
  }
}

const [service = '', ...others] = process.argv.slice(2);
if (service === '' || others.length > 0) {
  console.error(
    `Usage: main.ts <service>, such as ${[...Object.keys(withDatabase), 'admin-server'].join(', ')}`,
  );
  process.exit(2);
}
try {
  run(service);
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
