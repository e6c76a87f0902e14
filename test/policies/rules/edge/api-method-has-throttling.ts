import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { routesTo } from '../../support/api-routes';

const EVERY_METHOD = '*/*';
const LIMITS = ['throttling_rate_limit', 'throttling_burst_limit'];
/** Requests a second of one stage, or at once: a tenth of the account's rate. */
const MOST = 1000;

export const rule: Rule = {
  reason:
    'What a stage does not limit shares the 10,000 requests a second of the whole account, and fills what is behind it; a function is filled first. Data tracing writes whole requests to a log.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_api_gateway_stage'), (stage) =>
      unless(
        settingsOf(estate, stage).some(({ body }) => body['method_path'] === EVERY_METHOD),
        'it has no settings for every method',
      ),
    ),
    ...findingsAt(
      routesTo(estate, 'AWS_PROXY').map(({ integration, ...route }) => ({ ...integration, ...route })),
      ({ stack, path, method }) => {
        const most = (methodPath: string, limit: string): number =>
          estate
            .ofType('aws_api_gateway_method_settings')
            .filter((settings) => settings.stack === stack && settings.body['method_path'] === methodPath)
            .map(({ body }) => Number(blocks(body, 'settings')[0]?.[limit]))[0] ?? Infinity;
        return unless(
          LIMITS.every(
            (limit) =>
              most(`${path.replaceAll('/', '~1')}/${method}`, limit) <= most(EVERY_METHOD, limit) / 10,
          ),
          'its function is asked as often as everything else together',
        );
      },
    ),
    ...findingsAt(estate.ofType('aws_api_gateway_method_settings'), ({ body }) => {
      const [settings = {}] = blocks(body, 'settings');
      return [
        ...LIMITS.filter((limit) => !(Number(settings[limit]) > 0 && Number(settings[limit]) <= MOST)).map(
          (limit) => `${limit} is ${String(settings[limit])}`,
        ),
        ...unless(settings['metrics_enabled'] === true, 'it has no metrics'),
        ...unless(settings['data_trace_enabled'] === false, 'it may trace data'),
      ];
    }),
  ],
};

const settingsOf = (estate: Estate, stage: Resource): Resource[] =>
  estate.referringTo(stage, 'stage_name', 'aws_api_gateway_method_settings');
