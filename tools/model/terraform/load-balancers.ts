import { Condition, ListenerAction, LoadBalancer, TargetGroup } from '../load-balancer/types';
import { blocksOf, Body, numberOf, Stacks, textOf, textsOf } from './stacks';

export function readLoadBalancers(stacks: Stacks): LoadBalancer[] {
  return stacks.all('aws_lb', 'aws_alb').map(({ id, body }): LoadBalancer => ({
    id,
    name: textOf(body['name']),
    kind: 'load-balancer',
    subnets: textsOf(body['subnets']),
    groups: textsOf(body['security_groups']),
    isPublic: body['internal'] !== true,
    dnsName: `${id}#dns_name`,
    dropsInvalidHeaders: body['drop_invalid_header_fields'] === true,
    idleTimeoutSeconds: numberOf(body['idle_timeout'], 60),
    listeners: stacks
      .all('aws_lb_listener', 'aws_alb_listener')
      .filter((one) => one.body['load_balancer_arn'] === id)
      .map((listener) => ({
        id: listener.id,
        port: numberOf(listener.body['port'], 80),
        protocol: textOf(listener.body['protocol'], 'HTTP'),
        defaultActions: actionsOf(listener.body['default_action']),
        rules: stacks
          .all('aws_lb_listener_rule', 'aws_alb_listener_rule')
          .filter((one) => one.body['listener_arn'] === listener.id)
          .map((rule) => ({
            id: rule.id,
            priority: numberOf(rule.body['priority'], 0),
            conditions: blocksOf(rule.body['condition']).flatMap(conditionsOf),
            actions: actionsOf(rule.body['action']),
          })),
      })),
  }));
}

function conditionsOf(block: Body): Condition[] {
  return Object.entries(block).flatMap(([kind, raw]): Condition[] => {
    const [settings = {}] = blocksOf(raw);
    const values = textsOf(settings['values']);
    switch (kind) {
      case 'path_pattern':
      case 'host_header':
      case 'http_request_method':
      case 'source_ip':
        return [{ field: kind.replaceAll('_', '-') as Condition['field'], values }];
      case 'http_header':
        return [{ field: 'http-header', name: textOf(settings['http_header_name']).toLowerCase(), values }];
      case 'query_string': {
        const pairs = blocksOf(raw).map(({ key, value }) => ({
          ...(key === undefined ? {} : { key: textOf(key) }),
          value: textOf(value),
        }));
        return [{ field: 'query-string', values: [], pairs }];
      }
      default:
        return [];
    }
  });
}

function actionsOf(raw: unknown): ListenerAction[] {
  const sorted = blocksOf(raw).sort((a, b) => numberOf(a['order'], 0) - numberOf(b['order'], 0));
  return sorted.map((block): ListenerAction => {
    const [settings = {}] = blocksOf(block[textOf(block['type']).replace('-', '_')]);
    switch (block['type']) {
      case 'forward': {
        const targets = blocksOf(settings['target_group']).map((one) => ({
          targetGroup: textOf(one['arn']),
          weight: numberOf(one['weight'], 1),
        }));
        const single = textOf(block['target_group_arn']);
        return { kind: 'forward', targets: single === '' ? targets : [{ targetGroup: single, weight: 1 }] };
      }
      case 'redirect':
        return {
          kind: 'redirect',
          status: Number(textOf(settings['status_code'], 'HTTP_302').slice('HTTP_'.length)),
          protocol: textOf(settings['protocol'], '#{protocol}'),
          host: textOf(settings['host'], '#{host}'),
          port: textOf(settings['port'], '#{port}'),
          path: textOf(settings['path'], '/#{path}'),
          query: textOf(settings['query'], '#{query}'),
        };
      case 'fixed-response':
        return {
          kind: 'fixed-response',
          status: numberOf(settings['status_code'], 200),
          contentType: textOf(settings['content_type']),
          body: textOf(settings['message_body']),
        };
      default:
        return { kind: 'not-judged', name: textOf(block['type']) };
    }
  });
}

export function readTargetGroups(stacks: Stacks): TargetGroup[] {
  return stacks.all('aws_lb_target_group', 'aws_alb_target_group').map(({ id, body }) => {
    const [health = {}] = blocksOf(body['health_check']);
    return {
      id,
      name: textOf(body['name'] ?? body['name_prefix']),
      port: numberOf(body['port'], 80),
      protocol: textOf(body['protocol'], 'HTTP'),
      targetType: textOf(body['target_type'], 'instance'),
      deregistrationSeconds: numberOf(body['deregistration_delay'], 300),
      health: {
        path: textOf(health['path'], '/'),
        port: textOf(health['port'], 'traffic-port'),
        protocol: textOf(health['protocol'], 'HTTP'),
        matcher: textOf(health['matcher'], '200'),
        intervalSeconds: numberOf(health['interval'], 30),
        timeoutSeconds: numberOf(health['timeout'], 5),
        healthyThreshold: numberOf(health['healthy_threshold'], 3),
        unhealthyThreshold: numberOf(health['unhealthy_threshold'], 3),
      },
    };
  });
}
