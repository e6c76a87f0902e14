import { randomInt } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { addressOf, addressText } from '../../../tools/model/addresses';
import { endsOf } from '../../../tools/model/ends';
import { Model } from '../../../tools/model/model';
import { PreparedModel } from '../../../tools/model/request';
import { Deployed, RunningTask } from '../../../tools/traffic/deployed';
import { emulatorPlace } from '../../../tools/support/emulator-place';
import { serveWayIn } from '../../../tools/traffic/way-in';
import { cleanUp } from '../../support/clean-up';
import { sampleEnvironments } from '../../support/sample-estate';
import { reaches } from '../reach/estate';

const ARN = 'us-west-2:123456789012';

/** Model of an environment of the sample, from its synthesized JSON, with ARNs where regions count; `/admin` is open to 203.0.113.0/24. */
export function sampleModel(name = 'dev'): Model {
  const environment = sampleEnvironments().find((one) => one.name === name);
  if (environment === undefined) throw new Error('there is no environment');
  const edge = { ...environment.edge, adminAllowList: ['203.0.113.0/24'] };
  const [dev] = reaches([{ ...environment, edge }]);
  if (dev === undefined) throw new Error('there is no model');
  const { model } = dev.reach;
  const arns = [
    ...model.firewalls.map(({ id, name }) => [id, `arn:aws:wafv2:${ARN}:regional/webacl/${name}/1`]),
    ...model.loadBalancers.map(({ id, name }) => [
      id,
      `arn:aws:elasticloadbalancing:${ARN}:loadbalancer/app/${name}/1`,
    ]),
  ];
  const text = arns.reduce((json, [id = '', arn = '']) => json.replaceAll(id, arn), JSON.stringify(model));
  return JSON.parse(text) as Model;
}

/** Estate whose model and tasks a test changes. */
export class Estate implements Deployed {
  model: Model;
  prepared: PreparedModel;
  running: RunningTask[] = [];
  readonly problems: string[] = [];
  readonly #listeners: (() => void)[] = [];
  endpoint = '';
  get places() {
    return [emulatorPlace(this.endpoint, { region: 'us-west-2' })];
  }
  url = '';

  constructor(model: Model) {
    this.model = model;
    this.prepared = new PreparedModel(model);
  }

  change(model: Model): void {
    this.model = model;
    this.prepared = new PreparedModel(model);
    for (const tell of this.#listeners) tell();
  }

  fresh = (): Promise<void> => Promise.resolve();
  /** Tasks with the target groups that their services have now. */
  tasks = (): readonly RunningTask[] =>
    this.running.flatMap((task) => {
      const service = this.model.services.ecs.find(({ id }) => id === task.service.id);
      if (service === undefined) return [];
      return [{ ...task, service, targetGroups: service.targets.map(({ targetGroup }) => targetGroup) }];
    });
  healthy = (group: string): readonly RunningTask[] =>
    this.tasks().filter(({ healthy, targetGroups }) => healthy && targetGroups.includes(group));
  onChange = (listener: () => void): void => void this.#listeners.push(listener);

  /** Adds a task of a service that listens at a loopback address. */
  add(service: string, address: string): RunningTask {
    const found = this.model.services.ecs.find(({ name }) => name.endsWith(`-${service}`));
    const [end] = found === undefined ? [] : endsOf(this.prepared.network, found);
    if (found === undefined || end === undefined) throw new Error(`no service ${service}`);
    const task: RunningTask = {
      arn: `arn:aws:ecs:us-west-2:123456789012:task/sample/${address}`,
      service: found,
      address,
      vpcAddress: addressText(end.address),
      end,
      port: found.targets[0]?.port ?? 0,
      targetGroups: found.targets.map(({ targetGroup }) => targetGroup),
      healthy: true,
    };
    this.running.push(task);
    return task;
  }
}

/** Loopback addresses of a network of the test's own. */
export const ownAddresses = (): (() => string) => {
  let last = addressOf(`127.${String(randomInt(1, 255))}.${String(randomInt(0, 255))}.0`) ?? 0;
  return () => addressText((last += 1));
};

const listening = async (server: Server, port: number, host: string): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  cleanUp(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/** Estate of a model with a way in, and an AWS API that knows of no logs. */
export async function openEstate(model: Model = sampleModel()): Promise<Estate> {
  const estate = new Estate(model);
  const aws = createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ __type: 'ValidationException', message: 'nothing here' }));
  });
  estate.endpoint = `http://127.0.0.1:${String(await listening(aws, 0, '127.0.0.1'))}`;
  const onError = (message: string): void => void estate.problems.push(message);
  const wayIn = await serveWayIn(estate, { port: 0, onError });
  cleanUp(() => wayIn.close());
  estate.url = `http://127.0.0.1:${String(wayIn.port)}`;
  return estate;
}

/** Request as a task saw it. */
export interface Seen {
  readonly task: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Starts a task that answers with what it saw, in JSON, unless `answer` does otherwise. */
export async function startEcho(
  estate: Estate,
  service: string,
  address: string,
  answer?: (seen: Seen, response: ServerResponse, incoming: IncomingMessage) => boolean,
): Promise<Server> {
  const task = estate.add(service, address);
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const body = Buffer.concat(chunks).toString('latin1');
      const seen = { task: address, method, url, headers: headers as Seen['headers'], body };
      if (answer?.(seen, response, incoming) === true) return;
      response.writeHead(200, { 'content-type': 'application/json', server: 'echo' });
      response.end(JSON.stringify(seen));
    });
  });
  await listening(server, task.port, address);
  return server;
}
