import { distinct, network, strict, text, yesOrNo } from '../fields';

export const edgeSchema = strict({
  /** Networks that may call `/admin`, IPv4; to all others, and to everyone if there is none, the firewall answers 403. */
  // AWS WAF takes no /0: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html
  adminAllowList: distinct(network(1, 32), 'IPv4 networks such as 203.0.113.7/32'),
  /**
   * The one other origin whose pages may call the API. Not `*`: `/admin` trusts addresses, and any page that an operator has
   * open could read it.
   */
  corsOrigin: text(
    /^https?:\/\/[a-z0-9]+([.-][a-z0-9]+)*(:\d{1,5})?$/,
    'the origin of the pages that call the API, such as https://www.example.com',
  ),
  /**
   * Whether this environment lets API Gateway write to CloudWatch Logs. The setting is one for the account and the region,
   * so one environment there has it; without any, AWS refuses the access log.
   */
  apiGatewayAccount: yesOrNo(),
});
