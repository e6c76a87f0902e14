import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { addressOf } from '../model/addresses';
import { LoadBalancer } from '../model/load-balancer/types';
import { Entry } from '../model/entries';
import { Functions } from './api/function';
import { Gateway } from './api/gateway';
import { Current } from './current';
import { Deployed } from './deployed';
import { Answer, Exchange, headersOf, Journey, textAnswer } from './exchange';
import { Firewalls } from './firewalls';
import { Balancers } from './load-balancer/balancers';
import { LogWriter } from './logs/writer';

/** Header with which a caller on this machine says the IPv4 address that the system sees. */
export const SOURCE_HEADER = 'x-emulator-source';

/** Path below which the way of a request is told, by the id that its answer carries. */
export const JOURNEYS = '/_traffic/requests/';

/** Requests whose ways are remembered. */
const MOST_JOURNEYS = 2_000;

/** Bytes of a body that are read: one more than the largest that a REST API takes. */
const MOST_BYTES = 10 * 1024 * 1024 + 1;

/** Bytes of a body that a firewall may see. */
const INSPECTED_BYTES = 65_536;

const HOST = '127.0.0.1';

export interface WayInOptions {
  /** Port on the loopback address; 0 for any that is free. */
  readonly port: number;
  /** Answers what is meant for this machine rather than for the system; false where it does not know the path. */
  readonly pages?: (incoming: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes what a person should know, such as log lines that were lost. */
  readonly onError?: (message: string) => void;
}

export interface WayIn {
  readonly port: number;
  close(): Promise<void>;
}

/** Stage of an API, or port of a load balancer, that a request is for. */
type Destination = Entry | { readonly balancer: LoadBalancer; readonly port: number };

/** Opens the deployed APIs and load balancers to callers on this machine. */
export async function serveWayIn(deployed: Deployed, options: WayInOptions): Promise<WayIn> {
  const { pages, onError = () => undefined } = options;
  const current = new Current(deployed, onError);
  const logs = new LogWriter(deployed.endpoint, onError);
  const firewalls = new Firewalls(current, logs);
  const balancers = new Balancers(current, firewalls, logs);
  const functions = new Functions(deployed.endpoint);
  const gateway = new Gateway({ current, firewalls, balancers, functions, logs });
  const journeys = new Map<string, Journey>();
  deployed.onChange(() => {
    functions.forget();
  });

  const remember = (journey: Journey): void => {
    journeys.set(journey.id, journey);
    const [oldest = ''] = journeys.keys();
    if (journeys.size > MOST_JOURNEYS) journeys.delete(oldest);
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    await current.fresh();
    const [path = ''] = (incoming.url ?? '/').split('?');
    const destination = destinationOf(deployed, incoming.headers.host ?? '', path);
    if (destination === undefined) {
      const journey = path.startsWith(JOURNEYS) ? journeys.get(path.slice(JOURNEYS.length)) : undefined;
      if (journey !== undefined) send(response, json(200, journey));
      else if (pages?.(incoming, response) !== true) send(response, json(404, { message: 'Not found' }));
      return;
    }
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    const exchange = await received(incoming, gone.signal);
    const { request, body, signal } = exchange;
    const answer =
      'api' in destination
        ? await gateway.answer(exchange, destination)
        : ((await balancers.answer(exchange, { ...destination, request, body, signal })) ?? json(504, {}));
    remember(exchange.journey(answer));
    send(response, { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': [exchange.id] } });
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof WrongSource) send(response, json(400, { message }));
      else if (!response.destroyed) {
        onError(`${incoming.method ?? ''} ${incoming.url ?? ''}: ${message}`);
        send(response, json(500, { message }));
      }
    });
  });
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await logs.flush();
    },
  };
}

/** A source address that is none. */
class WrongSource extends Error {}

/** Reads a request; the address of its caller is the one that it says, where it comes from this machine. */
async function received(incoming: IncomingMessage, signal: AbortSignal): Promise<Exchange> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (size < MOST_BYTES) chunks.push(chunk);
    size += chunk.length;
  }
  const body = Buffer.concat(chunks);
  const { [SOURCE_HEADER]: said, ...headers } = headersOf(incoming.rawHeaders);
  const remote = (incoming.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const source = said?.[0] !== undefined && /^127\./.test(remote) ? said[0] : remote;
  if (addressOf(source) === undefined)
    throw new WrongSource(
      `${SOURCE_HEADER}: ${JSON.stringify(source)} is no IPv4 address such as 203.0.113.9`,
    );
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const request = {
    method: incoming.method ?? 'GET',
    ...{ path, query: query.join('?'), headers, bodySize: size, source },
    body: body.toString('latin1', 0, INSPECTED_BYTES),
  };
  return new Exchange(randomUUID(), request, body, signal);
}

/**
 * Part of the system that a host and path lead to: an API under its own host or domain, with or without `.localhost` behind
 * it; a load balancer under its name; under the name of this machine the API whose stage begins the path. Undefined for all
 * others, which are about this machine.
 */
function destinationOf({ model, prepared }: Deployed, host: string, path: string): Destination | undefined {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/\.localhost$/, '')
    .toLowerCase();
  const isBelow = ({ prefix }: Entry): boolean => path === prefix || path.startsWith(`${prefix}/`);
  const own = (entry: Entry): boolean => entry.host === `${entry.api.id}.execute-api`;
  const named = prepared.entries.filter((entry) => name === entry.host || name.startsWith(`${entry.host}.`));
  const isMachine = name === HOST || name === 'localhost';
  const entry = (isMachine ? prepared.entries.filter(own) : named).find(isBelow);
  if (entry !== undefined) return entry;
  const balancer = model.loadBalancers.find(({ dnsName }) => dnsName?.toLowerCase() === name);
  if (balancer === undefined) return undefined;
  const ports = balancer.listeners.map(({ port }) => port).sort((a, b) => a - b);
  return { balancer, port: ports[0] ?? 80 };
}

const json = (status: number, value: object): Answer =>
  textAnswer(status, 'application/json', JSON.stringify(value));

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  const isEmpty = status === 204 || status === 304 || status < 200;
  const flat = Object.entries(headers).flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  response.writeHead(status, [...flat, ...(isEmpty ? [] : ['content-length', String(body.length)])]);
  response.end(isEmpty ? undefined : body);
}
