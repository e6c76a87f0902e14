import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const EVERY_METHOD = '*/*';

export const rule: Rule = {
  reason:
    'What a stage does not limit shares the 10,000 requests a second of the whole account, and fills what is behind it. Data tracing writes whole requests to a log.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_api_gateway_stage'), (stage) =>
      unless(
        settingsOf(estate, stage).some(({ body }) => body['method_path'] === EVERY_METHOD),
        'it has no settings for every method',
      ),
    ),
    ...findingsAt(estate.ofType('aws_api_gateway_method_settings'), ({ body }) => {
      const [settings = {}] = blocks(body, 'settings');
      return [
        ...['throttling_rate_limit', 'throttling_burst_limit']
          .filter((limit) => !(Number(settings[limit]) > 0))
          .map((limit) => `${limit} is ${String(settings[limit])}`),
        ...unless(settings['metrics_enabled'] === true, 'it has no metrics'),
        ...unless(settings['data_trace_enabled'] === false, 'it may trace data'),
      ];
    }),
  ],
};

const settingsOf = (estate: Estate, stage: Resource): Resource[] =>
  estate.referringTo(stage, 'stage_name', 'aws_api_gateway_method_settings');
