import { Environment } from '../../src/config/schema';
import { requestOf } from '../model/http';
import { Question } from './questions';
import { Expected, failureOf, ORIGIN_HEADER, originValues, STREAM } from './request-outcome';

/** Questions about requests straight to the load balancer, past the gateway. */
export function balancerQuestions({ services, domain }: Environment): Question[] {
  const straight = (
    asks: string,
    path: string,
    header: (values: readonly string[]) => string | undefined,
    expected: (port: number) => Expected,
    more: Readonly<Record<string, string>> = {},
  ): Question => ({
    asks: `${asks}, straight to the load balancer`,
    failure: ({ model, prepared }) => {
      const [balancer] = model.loadBalancers;
      if (balancer === undefined || balancer.listeners.length === 0)
        return 'there is no load balancer that listens';
      const value = header(originValues(balancer));
      const headers = { ...more, ...(value === undefined ? {} : { [ORIGIN_HEADER]: value }) };
      return balancer.listeners
        .map(({ port }) =>
          failureOf(
            prepared.judgeLoadBalancer(requestOf('GET', path, { headers }), balancer, port),
            expected(port),
          ),
        )
        .find((failure) => failure !== undefined);
    },
  });
  const redirects = (port: number): boolean => domain !== undefined && port === 80;
  const refused = (port: number): Expected => ({ status: redirects(port) ? 301 : 403 });
  return services.flatMap(({ name, path, restricted }) => [
    straight(`${path} without the header`, path, () => undefined, refused),
    straight(`${path}/one with another value`, `${path}/one`, ([value = '']) => `${value}x`, refused),
    straight(`${path}/one with an empty value`, `${path}/one`, () => '', refused),
    straight(
      `${path}/one with values in a list`,
      `${path}/one`,
      ([value = '']) => `${value}, ${value}`,
      refused,
    ),
    straight(`${path.toUpperCase()} with the header`, path.toUpperCase(), ([value]) => value, refused),
    straight(`${path}x with the header`, `${path}x`, ([value]) => value, refused),
    ...[path, `${path}/one`].flatMap((each) =>
      [0, 1].map((index) =>
        straight(
          `${each} with value ${String(index + 1)} of the header`,
          each,
          (values) => values[index],
          (port) => (redirects(port) ? { status: 301 } : { at: name, path: each }),
        ),
      ),
    ),
    ...['env', 'health/../env', 'heapdump;x'].map((end) =>
      straight(
        `${path}/actuator/${end} with the header`,
        `${path}/actuator/${end}`,
        ([value]) => value,
        (port) =>
          restricted !== true
            ? { status: 403, atOnce: true }
            : redirects(port)
              ? { status: 301 }
              : { at: name, path: `${path}/actuator/${end}` },
      ),
    ),
    straight(`${path}/one as a stream without the header`, `${path}/one`, () => undefined, refused, STREAM),
  ]);
}
