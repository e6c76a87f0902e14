import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { Stack } from '../../../../tools/deploy/graph';
import { Session } from '../../../../tools/deploy/session';
import { changeStack } from '../../../../tools/deploy/stack';
import { manifestFor } from '../../../../tools/deploy/stand-in-images';
import { findDriftOf } from '../../../../tools/drift/run';
import { rollbackNotes } from '../../../../tools/drift/rollbacks';
import { openSession } from '../../../../tools/emulator/session';
import { REGION } from '../../../e2e/world';
import { uncheckedLockFile } from '../../../support/lock-file';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ACCOUNT, IMAGE, PORT, Yard } from './yard';

/** Waits until `look` finds something, and returns it; the time of the test is the limit. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
}

/** Holds the commands that apply a stack, and drift, against rollouts that fail. */
export function describeRollouts(yard: () => Yard): void {
  const FAMILIES = ['fine', 'no-image', 'no-parameter'];
  const definitions = new Map<string, string>();
  const outDir = temporaryFolder('rollouts');
  const directory = join(outDir, 'stacks/yard-services');
  const stack: Stack = { name: 'yard-services', directory, dependencies: [] };

  beforeAll(async () => {
    const { define } = yard();
    const port = '/depot/port';
    const made = [
      await define(port, { family: 'fine' }),
      await define(port, { family: 'no-image', image: IMAGE.replace(/.$/, '8') }),
      await define('/depot/none-yet', { family: 'no-parameter' }),
      await define(port, { family: 'dies', entryPoint: ['/bin/sh', '-c', 'exit 3'] }),
    ];
    for (const { taskDefinition: { family = '', taskDefinitionArn = '' } = {} } of made)
      definitions.set(family, taskDefinitionArn);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, '.terraform.lock.hcl'), uncheckedLockFile());
    const manifest = { stacks: { [stack.name]: { ...stack, workingDirectory: 'stacks/yard-services' } } };
    writeFileSync(join(outDir, 'manifest.json'), JSON.stringify(manifest));
  });

  /** Writes the stack: families of task definitions by service, and attributes that the service `fine` has otherwise. */
  async function write(services: Readonly<Record<string, string>>, changes: object = {}): Promise<Session> {
    const { network, emulator, home } = yard();
    const resources = Object.entries(services).map(([name, family]) => [
      name,
      {
        ...{ name, cluster: 'yard', task_definition: definitions.get(family), desired_count: 1 },
        ...{ launch_type: 'FARGATE', network_configuration: network, wait_for_steady_state: true },
        deployment_circuit_breaker: { enable: true, rollback: true },
        ...(name === 'fine' ? changes : {}),
      },
    ]);
    const json = {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws' } }, backend: { local: {} } },
      provider: { aws: [{ region: REGION }] },
      resource: { aws_ecs_service: Object.fromEntries(resources) as object },
    };
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(json));
    return openSession({ account: ACCOUNT, emulator, home, outDir });
  }
  const each = (...families: string[]) => Object.fromEntries(families.map((name) => [name, name]));
  const apply = async (services: Readonly<Record<string, string>>, changes: object = {}) =>
    changeStack('apply', stack, await write(services, changes), { onProgress: () => undefined });

  test('first ones end once all others are done, with the reasons of ECS', async () => {
    const failure = apply(each(...FAMILIES, 'dies'));
    await expect(failure).rejects.toThrow(
      /gave up the deployment of no-image: .*tasks failed to start[^]*CannotPullContainerError[^]*depot:8: not found[^]*\(service no-image\) \(deployment/,
    );
    await expect(failure).rejects.toThrow(/of no-parameter[^]*invalid ssm parameters: \/depot\/none-yet/);
    await expect(failure).rejects.toThrow(
      /of dies[^]*Essential container in task exited \(main: exit code 3\)/,
    );
    await expect(failure).rejects.not.toThrow(/of fine/);
  });

  test('they are made anew by the next apply, once the cause is mended', async () => {
    const { aws } = yard();
    const image = { repositoryName: 'depot', imageTag: '8', imageManifest: manifestFor('depot') };
    await aws.ecr.send(new PutImageCommand(image));
    const parameter = { Name: '/depot/none-yet', Value: String(PORT), Type: 'String' } as const;
    await aws.ssm.send(new PutParameterCommand(parameter));
    const { changes, resources } = await apply(each(...FAMILIES));
    expect({ changes, resources }).toEqual({ changes: { add: 2, change: 0, remove: 0 }, resources: 3 });
  });

  const running = async (): Promise<string | undefined> => {
    const asked = new DescribeServicesCommand({ cluster: 'yard', services: ['fine'] });
    return (await yard().ecs.send(asked)).services?.[0]?.taskDefinition;
  };

  test('one that ECS rolls back fails with its events, where the stack says what has to run', async () => {
    const condition = '${self.task_definition == "' + (definitions.get('dies') ?? '') + '"}';
    const postcondition = [{ condition, error_message: 'It was rolled back.' }];
    const failure = apply({ ...each(...FAMILIES), fine: 'dies' }, { lifecycle: { postcondition } });
    await expect(failure).rejects.toThrow(
      /It was rolled back\.[^]*ECS rolled the deployment of fine back[^]*exit code 3[^]*rolling back to \(deployment/,
    );
    expect(await running()).toBe(definitions.get('fine'));
  });

  test('drift tells a rollback from a change by hand', async () => {
    const services = { ...each(...FAMILIES), fine: 'dies' };
    await apply(services, { wait_for_steady_state: false });
    await eventually(async () => ((await running()) === definitions.get('fine') ? true : undefined));
    const session = await write(services, { wait_for_steady_state: false });
    const plans = await findDriftOf([stack], session, temporaryFolder('drift'), () => undefined);
    const notes = (): Promise<string[]> => rollbackNotes([stack], session, plans);
    expect(await notes()).toEqual([
      expect.stringMatching(/^ECS rolled `fine` back at .*rolling back to \(deployment/),
    ]);
    const byHand = { cluster: 'yard', service: 'fine', taskDefinition: definitions.get('no-image') };
    await yard().ecs.send(new UpdateServiceCommand(byHand));
    expect(await notes()).toEqual([]);
  });
}
