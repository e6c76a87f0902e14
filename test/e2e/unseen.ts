import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { strFromU8, unzipSync } from 'fflate';
import { findUnmanaged } from '../../tools/drift/unmanaged';
import { resourcesIn, StateResource } from '../../tools/deploy/state';
import { resourcesInState } from './state';
import { PARTS, REGION, World } from './world';

interface Container {
  readonly secrets?: readonly { readonly valueFrom: string }[];
}

/** Every text in a value of a state. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** Every value of the maps under `key` in a value of a state. */
const under = (value: unknown, key: string): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) =>
        name === key ? [inner] : under(inner, key),
      )
    : [];

/**
 * Asks for what an empty second plan does not show: values that the provider does not read back, names that have to
 * exist in another stack, and parts of resources that no stack made.
 */
export function describeUnseen(world: () => World, plans: () => string): void {
  let states: Readonly<Record<string, readonly StateResource[]>>;
  const attributesOf = (type: string): StateResource['attributes'][] =>
    Object.values(states)
      .flat()
      .filter((resource) => resource.type === type)
      .map(({ attributes }) => attributes);
  /** Compares only whether a secret's value is right: a failure would print the value. */
  const secretValue = async (SecretId: string | undefined): Promise<string> =>
    (await world().aws.secretsManager.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';

  beforeAll(async () => {
    const env = world().config.name;
    const read = PARTS.map(async (part) => [
      part,
      await resourcesInState(world(), `petclinic/${env}/${part}.tfstate`),
    ]);
    states = Object.fromEntries(await Promise.all(read)) as typeof states;
  });

  test('every secret and parameter that a container names can be read, down to the key in it', async () => {
    const references = attributesOf('aws_ecs_task_definition')
      .flatMap((attributes) => JSON.parse(String(attributes['container_definitions'])) as Container[])
      .flatMap(({ secrets = [] }) => secrets.map(({ valueFrom }) => valueFrom));
    const named = [...new Set(references)];
    const parameters = named.filter((arn) => arn.startsWith('arn:aws:ssm:'));
    const secrets = named.filter((arn) => arn.startsWith('arn:aws:secretsmanager:'));
    expect(parameters.length + secrets.length).toBe(named.length);
    for (const arn of parameters) {
      const Names = [arn.replace(/^.*:parameter/, '')];
      const { Parameters = [] } = await world().aws.ssm.send(new GetParametersCommand({ Names }));
      expect(Parameters.map(({ ARN }) => ARN)).toEqual([arn]);
    }
    expect(secrets.length).toBeGreaterThan(0);
    for (const reference of secrets) {
      const [, arn, key = ''] = /^(.*):(\w+)::$/.exec(reference) ?? [];
      const value = (JSON.parse(await secretValue(arn)) as Record<string, string>)[key] ?? '';
      expect({ reference, isThere: value !== '' }).toEqual({ reference, isThere: true });
    }
  });

  test('the gateway sends one of the two origin headers that the load balancer takes', async () => {
    const name = `/petclinic/${world().config.name}/origin-header-value`;
    const [value, other] = await Promise.all([secretValue(name), secretValue(`${name}-b`)]);
    const demanded = attributesOf('aws_lb_listener_rule').flatMap((attributes) =>
      under(attributes['condition'], 'http_header')
        .filter((header) => JSON.stringify(header).includes('x-origin-verify'))
        .map((header) => textsIn(under(header, 'values')).sort()),
    );
    const sent = attributesOf('aws_api_gateway_integration')
      .filter(({ type }) => type === 'HTTP_PROXY')
      .map((attributes) => under(attributes, 'integration.request.header.x-origin-verify'));
    expect([demanded.length, sent.length].every((count) => count > 0)).toBe(true);
    for (const values of demanded) expect(values).toEqual([value, other].sort());
    expect(sent.every(([text]) => text === `'${value}'`)).toBe(true);
  });

  test('what alarms, log filters and saved queries watch was made by a stack', () => {
    const { observability = [], ...others } = states;
    const functions = observability.filter(({ type }) => type === 'aws_lambda_function');
    const made = new Set(
      textsIn([...Object.values(others).flat(), ...functions].map(({ attributes }) => attributes)),
    );
    const watched = observability.flatMap(({ attributes }) => [
      ...textsIn(under(attributes, 'dimensions')),
      ...textsIn(under(attributes, 'log_group_names')),
      ...textsIn(under(attributes, 'log_group_name')),
    ]);
    expect(watched.length).toBeGreaterThan(0);
    expect([...new Set(watched)].filter((name) => !made.has(name) && name !== REGION)).toEqual([]);
  });

  test('every rule, route and policy that the emulator shows is one that a stack made', () => {
    const shown = readdirSync(plans()).map((stack) => {
      // The state as the plan found it. `terraform show` says the same, and takes three seconds a stack to load the schema.
      const { tfstate } = unzipSync(readFileSync(join(plans(), stack)));
      const resources = resourcesIn(strFromU8(tfstate ?? new Uint8Array())).map(
        ({ attributes, ...resource }) => ({ ...resource, mode: 'managed' as const, values: attributes }),
      );
      expect(resources.length).toBeGreaterThan(0);
      const prior_state = { values: { root_module: { resources } } };
      return { stack, dependencies: [], plan: { format_version: '1.2', prior_state } };
    });
    expect(findUnmanaged(shown)).toEqual([]);
  });
}
