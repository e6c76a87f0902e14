import { ContainerDefinition } from '@aws-sdk/client-ecs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../../support/emulator-place';
import { Container } from './container';
import { isOwnImage, standInOf, StartFailure, variablesOf } from './definition';
import { openLogStream } from './log-stream';
import { standInProgram } from './stand-in';
import { TaskProps } from './task-props';

/**
 * Containers of a task, ready to start: each with its program, resolved variables and log stream. One that is not
 * essential is left out where nothing stands for its image.
 *
 * @throws StartFailure with ECS's reason when an essential one cannot start
 */
export async function prepareContainers(
  props: TaskProps,
  taskId: string,
  hosts: string,
): Promise<Container[]> {
  const { definition, endpoint, service, network, program, folder, nssWrapper, logs } = props;
  const authority = join(folder, 'database-ca.pem');
  const own = (definition.containerDefinitions ?? []).filter(
    ({ image = '', essential = true }) => essential || isOwnImage(image),
  );

  const prepare = async (container: ContainerDefinition): Promise<Container[]> => {
    const { image = '', name = '', entryPoint = [], command = [], logConfiguration } = container;
    const standIn = isOwnImage(image) ? await standInOf(endpoint, image) : undefined;
    const isMain = own[0] === container;
    if (!isMain && container.essential === false && standIn === undefined && entryPoint.length === 0)
      return [];
    const variables = await variablesOf(placeOf(endpoint, service.id), container);
    const log = logConfiguration && (await openLogStream(logs, service.id, logConfiguration, name, taskId));
    const words =
      isMain && program !== undefined
        ? ['/bin/sh', '-c', program]
        : entryPoint.length > 0
          ? [...entryPoint, ...command]
          : standIn === undefined
            ? undefined
            : [process.execPath, '--no-warnings', await standInProgram(folder), standIn];
    if (words === undefined) {
      throw new StartFailure(`CannotPullContainerError: no program on this machine stands in for ${image}`);
    }
    const certificates: Record<string, string> =
      standIn === undefined || !existsSync(authority) ? {} : { NODE_EXTRA_CA_CERTS: authority };
    const settings = {
      command: words,
      variables: { ...certificates, ...variables, SERVER_ADDRESS: network.address },
      ...{ hosts, nssWrapper },
    };
    return [new Container(container, settings, log)];
  };

  return (await Promise.all(own.map(prepare))).flat();
}
