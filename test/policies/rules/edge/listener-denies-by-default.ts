import { blocks } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

export const rule: Rule = {
  reason:
    'What a default action forwards needs no origin header: anyone reaches the services past the gateway and its firewall.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-rule-default',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lb_listener'), ({ body }) => {
      const actions = blocks(body, 'default_action');
      if (actions.length === 0) return ['it has no default action'];
      return actions.flatMap((action) => {
        const [answer] = blocks(action, 'fixed_response');
        if (action['type'] === 'redirect') return [];
        return action['type'] === 'fixed-response' && answer?.['status_code'] === '403'
          ? []
          : ['its default action is neither a redirect nor the answer 403'];
      });
    }),
};
