import { actuator } from './actuator';
import { ICON, page } from './admin-page';
import { accepted, Answer, ok, prefersHtml, Request, Route } from './http';
import { discovered, Instance, watch } from './instances';
import type { ServiceProps } from './server';
import type { Settings, Variables } from './settings';
import { Refusal } from './values';

const EVENTS = 'text/event-stream';

/** Milliseconds between two signs of life on a stream. */
const PING = 10_000;

/** Pages of the user interface, below the context path. */
const PAGES = ['', '/about', '/applications', '/instances', '/journal', '/wallboard', '/external'];

/** Applications: all instances of one name, with the worst status among them. */
function applications(instances: readonly Instance[]): object[] {
  const names = [...new Set(instances.map(({ registration }) => registration.name))];
  return names.map((name) => {
    const own = instances.filter(({ registration }) => registration.name === name);
    const worst = own.find(({ statusInfo }) => statusInfo.status !== 'UP') ?? own[0];
    return {
      name,
      buildVersion: worst?.buildVersion ?? null,
      status: worst?.statusInfo.status,
      statusTimestamp: worst?.statusTimestamp,
      instances: own,
    };
  });
}

/**
 * The admin server: a page, and the instances that it finds by their Cloud Map names, with their health.
 *
 * @see https://docs.spring-boot-admin.com/3.4.1/docs/server/server
 */
export function adminService(
  variables: Variables,
  settings: Settings,
  onError: (message: string) => void,
): ServiceProps {
  const root = variables['SPRING_BOOT_ADMIN_CONTEXT_PATH'] ?? '';
  const base = variables['MANAGEMENT_ENDPOINTS_WEB_BASE_PATH'] ?? '/actuator';
  const publicUrl = variables['SPRING_BOOT_ADMIN_UI_PUBLIC_URL'] ?? root;
  const instances = discovered(variables);
  const listeners = new Set<(instance: Instance) => void>();
  watch(instances, (instance) => {
    for (const tell of listeners) tell(instance);
  });

  const html = (request: Request): Answer => ({
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: page(`${new URL(publicUrl, request.origin).href.replace(/\/$/, '')}/`),
  });
  const stream = (value: (instance: Instance) => unknown): Answer => ({
    status: 200,
    headers: { 'Content-Type': EVENTS },
    stream: (write) => {
      const tell = (instance: Instance): void => {
        write(`data:${JSON.stringify(value(instance))}\n\n`);
      };
      listeners.add(tell);
      const timer = setInterval(() => {
        write(':ping\n\n');
      }, PING);
      return () => {
        clearInterval(timer);
        listeners.delete(tell);
      };
    },
  });

  const list = (pattern: string, all: () => unknown, one: (instance: Instance) => unknown): Route => ({
    method: 'GET',
    pattern: `${root}${pattern}`,
    handle: (request) => {
      if (prefersHtml(request.accept)) return html(request);
      return accepted(request.accept, ['application/json', EVENTS]) === EVENTS
        ? stream(one)
        : ok(request, all());
    },
  });
  const single = (pattern: string, find: (key: string) => unknown): Route => ({
    method: 'GET',
    pattern: `${root}${pattern}`,
    handle: (request) => {
      if (prefersHtml(request.accept)) return html(request);
      const found = find(request.variables['key'] ?? '');
      if (found === undefined) throw new Refusal(404);
      return ok(request, found);
    },
  });
  const named = (name: string): unknown =>
    applications(instances).find((application) => (application as { name: string }).name === name);

  const routes: Route[] = [
    ...actuator({
      ...{ service: 'admin-server', base, path: base, prometheus: false, isUp: () => Promise.resolve() },
      exposed: settings.exposed,
      probes: settings.probes,
    }),
    list(
      '/instances',
      () => instances,
      (instance) => instance,
    ),
    list(
      '/applications',
      () => applications(instances),
      ({ registration }) => named(registration.name),
    ),
    single('/instances/{key}', (id) => instances.find((instance) => instance.id === id)),
    single('/applications/{key}', named),
    {
      method: 'GET',
      pattern: `${root}/assets/img/favicon.png`,
      handle: () => ({ status: 200, headers: { 'Content-Type': 'image/png' }, body: ICON }),
    },
    ...PAGES.map((path): Route => ({
      method: 'GET',
      pattern: `${root}${path}`,
      handle: (request) => {
        if (accepted(request.accept, ['text/html']) === undefined) throw new Refusal(406);
        return html(request);
      },
    })),
  ];
  return { contextPath: '', reactive: true, routes, onError };
}
