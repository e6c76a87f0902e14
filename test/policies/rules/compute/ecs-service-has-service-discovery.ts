import { blocks, Estate } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { Container } from '../../support/containers';
import { ServiceParts, servicesOf } from '../../support/services';

/** An address inside the namespace, such as `http://vets-service.petclinic.local:8080`. */
const PEER = /http:\/\/([a-z0-9-]+)\.([a-z0-9.-]+\.local):(\d+)/g;

export const rule: Rule = {
  reason:
    'A name that nobody registers, or a port on which nobody listens, is found out by the one who calls it, at run time.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html',
  check: (estate) => findingsAt(servicesOf(estate), (parts) => problemsOf(estate, parts)),
};

function problemsOf(estate: Estate, parts: ServiceParts): string[] {
  const name = nameOf(estate, parts);
  return [
    ...unless(
      name !== undefined && (estate.text(parts.service, 'name') ?? '').endsWith(`-${name}`),
      `it is registered as ${name ?? 'nothing'}, and that is not its own name`,
    ),
    ...peersOf(parts).flatMap(({ host, port }) => {
      const peer = servicesOf(estate).find(
        (other) => other.service.stack === parts.service.stack && nameOf(estate, other) === host,
      );
      return unless(
        peer?.containers.some(({ portMappings }) =>
          portMappings.some(({ containerPort }) => containerPort === port),
        ) === true,
        `it is told of ${host}:${port}, where no service listens`,
      );
    }),
  ];
}

/** The name under which Cloud Map knows the service, if it keeps addresses of tasks. */
function nameOf(estate: Estate, { service }: ServiceParts): string | undefined {
  const [registry] = blocks(service.body, 'service_registries').flatMap((one) =>
    estate.targets(service, one['registry_arn']),
  );
  const records = blocks(registry?.body, 'dns_config').flatMap((dns) => blocks(dns, 'dns_records'));
  return registry !== undefined && records.some(({ type }) => type === 'A')
    ? estate.text(registry, 'name')
    : undefined;
}

const peersOf = ({ containers }: ServiceParts): { host: string; port: number }[] =>
  containers.flatMap(({ environment }: Container) =>
    environment.flatMap(({ value }) =>
      [...value.matchAll(PEER)].map(([, host = '', , port]) => ({ host, port: Number(port) })),
    ),
  );
