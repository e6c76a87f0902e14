import { connect, createServer, Server, Socket } from 'node:net';
import { Placement } from '../model/services';
import { judgeConnection, Party } from './connections';
import { Deployed } from './deployed';

/** Place on this machine where connections to a name and port of the VPC end. */
export interface Ending extends Party {
  readonly placement: Placement;
  /** Loopback address. */
  readonly address: string;
}

/** Connection that is denied, and so unanswered, with what its client said meanwhile. */
interface Held {
  readonly ending: Ending;
  readonly received: Buffer[];
}

export interface ForwarderProps {
  readonly deployed: Deployed;
  /** Task or function that opens the connections. */
  readonly client: Party & { readonly placement: Placement };
  /** Loopback address and port at which it finds the name. */
  readonly address: string;
  readonly port: number;
  /** Places that the name leads to now; connections take them in turn. */
  readonly endings: () => readonly Ending[];
}

/**
 * TCP forwarder between a task or function and a name that it knows. The packet model of what is deployed decides on each
 * connection: what it denies stays unanswered. A change that denies an open connection ends it, also where AWS lets a
 * tracked one go on.
 */
export class Forwarder {
  readonly #server: Server;
  readonly #open = new Map<Socket, Ending>();
  readonly #held = new Map<Socket, Held>();
  #turn = 0;

  constructor(private readonly props: ForwarderProps) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#connect(socket);
    });
  }

  /** @throws Error when the address and port are taken */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { port, address } = this.props;
      this.#server.once('error', reject).listen(port, address, resolve);
    });
  }

  close(): void {
    this.#server.close();
    for (const socket of [...this.#open.keys(), ...this.#held.keys()]) socket.destroy();
  }

  #allows(ending: Ending): boolean {
    const { deployed, client, port } = this.props;
    return judgeConnection(deployed.prepared, client, ending, port).allowed;
  }

  #connect(socket: Socket): void {
    const endings = this.props.endings();
    const ending = endings[this.#turn++ % endings.length];
    socket.on('error', () => socket.destroy());
    if (ending === undefined) {
      socket.resetAndDestroy();
      return;
    }
    if (this.#allows(ending)) this.#forward(socket, ending);
    else this.#hold(socket, ending);
  }

  #hold(socket: Socket, ending: Ending): void {
    const received: Buffer[] = [];
    this.#held.set(socket, { ending, received });
    socket
      .on('data', (chunk: Buffer) => received.push(chunk))
      .once('end', () => socket.destroy())
      .once('close', () => this.#held.delete(socket));
  }

  #forward(socket: Socket, ending: Ending): void {
    const other = connect({ host: ending.address, port: this.props.port, allowHalfOpen: true });
    this.#open.set(socket, ending);
    socket.setNoDelay().once('close', () => {
      this.#open.delete(socket);
      other.destroy();
    });
    other.setNoDelay().once('error', () => socket.resetAndDestroy());
    other.once('close', () => {
      socket.destroySoon();
    });
    socket.pipe(other).pipe(socket);
  }

  /** Ends the open connections that what is deployed now denies, and lets those go on that it no longer denies. */
  reconsider(): void {
    for (const [socket, ending] of this.#open) if (!this.#allows(ending)) socket.resetAndDestroy();
    for (const [socket, { ending, received }] of this.#held) {
      if (!this.#allows(ending)) continue;
      this.#held.delete(socket);
      socket.pause().removeAllListeners('data').removeAllListeners('end').unshift(Buffer.concat(received));
      this.#forward(socket, ending);
    }
  }
}
