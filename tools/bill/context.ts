import { Usage } from '../../src/config/sections/usage';
import { Body, Resource, Stacks } from '../model/terraform/stacks';

/** Hours of a month. */
export const HOURS = 730;

/** A part of what a resource costs in a month. */
export interface Part {
  readonly part: string;
  /** True for what is paid whether used or not. */
  readonly isFixed: boolean;
  /** US dollars; undefined where nobody knows. */
  readonly usd: number | undefined;
}

/** The input of prices beside the attributes of a resource. Unknown quantities are NaN. */
export class Context {
  constructor(
    private readonly stacks: Stacks,
    readonly usage: Usage,
    readonly price: (name: string) => number | undefined,
  ) {}

  fixed(part: string, price: string, quantity: number): Part {
    return { part, isFixed: true, usd: this.#usd(price, quantity) };
  }

  used(part: string, price: string, quantity: number): Part {
    return { part, isFixed: false, usd: this.#usd(price, quantity) };
  }

  /** The only resource of a type that a test holds for. */
  find(type: string, test: (resource: Resource) => boolean): Resource | undefined {
    return this.stacks.all(type).find(test);
  }

  /** A quantity of the whole environment, divided among the resources of a type. */
  share(quantity: number, type: string, test: (body: Body) => boolean = () => true): number {
    return quantity / this.stacks.all(type).filter(({ body }) => test(body)).length;
  }

  /** A capacity beyond the least, on average. */
  load(least: number, most: number): number {
    return ((most - least) * this.usage.loadPercent) / 100;
  }

  #usd(price: string, quantity: number): number | undefined {
    const usd = (this.price(price) ?? NaN) * quantity;
    return Number.isNaN(usd) ? undefined : usd;
  }
}
