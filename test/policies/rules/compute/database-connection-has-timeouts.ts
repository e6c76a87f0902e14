import { Estate, Resource } from '../../../support/estate';
import { Finding, findingsAt, Rule, unless } from '../../rule';
import { variable } from '../../support/containers';
import { servicesOf } from '../../support/services';

/** Milliseconds: well before the gateway's 29 s, also when a request waits twice. */
const MOST = 10_000;

export const rule: Rule = {
  reason:
    'Without limits a lost database holds every request for 30 s, longer than the gateway waits, and a request holds its connection until its answer is written.',
  source: 'https://github.com/brettwooldridge/HikariCP#frequently-used',
  check: (estate) => [
    ...findingsAt(
      servicesOf(estate).filter(({ containers }) =>
        containers.some(({ secrets }) => secrets.some(({ name }) => name === 'SPRING_DATASOURCE_URL')),
      ),
      ({ containers }) => {
        const told = (name: string) =>
          containers.map((container) => variable(container, name)).find((value) => value !== undefined);
        const [connection, validation] = ['CONNECTION', 'VALIDATION'].map((kind) =>
          Number(told(`SPRING_DATASOURCE_HIKARI_${kind}TIMEOUT`) ?? Infinity),
        );
        return [
          ...unless((connection ?? 0) <= MOST, 'a request waits for a connection for longer than 10 s'),
          ...unless((validation ?? 0) < (connection ?? 0), 'it waits for a proof that a connection lives'),
          ...unless(
            told('SPRING_JPA_OPEN_IN_VIEW') === 'false',
            'requests hold connections for their whole time',
          ),
        ];
      },
    ),
    ...addressProblems(estate),
  ],
};

/** Problems of the addresses that services are given, in Parameter Store. */
const addressProblems = (estate: Estate): Finding[] =>
  findingsAt(estate.ofType('aws_ssm_parameter').filter(isAddress), ({ body }) =>
    ['connectTimeout', 'socketTimeout'].flatMap((name) => {
      const [, limit = 'Infinity'] = new RegExp(`[?&]${name}=(\\d+)`).exec(String(body['value'])) ?? [];
      return unless(Number(limit) > 0 && Number(limit) <= MOST, `${name} is not between 1 and ${MOST} ms`);
    }),
  );

const isAddress = ({ body }: Resource): boolean => String(body['value']).startsWith('jdbc:');
