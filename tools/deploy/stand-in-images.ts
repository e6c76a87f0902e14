import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { serviceNames } from '../../src/lib/service-names';
import { environmentOf, readStackJson, Stack } from './graph';
import { clientOptions, regionOf } from './client-options';
import { Session } from './session';
import { EMULATOR_HOME } from './unfinished-runs';

/** Annotation of an image manifest: name of the stand-in that takes the image's place. */
export const STAND_IN = 'petclinic.stand-in';

/** The part of a stack that names images. */
interface Contents {
  readonly resource?: {
    readonly aws_ecs_task_definition?: Readonly<Record<string, { readonly container_definitions: string }>>;
  };
}

interface Container {
  readonly image: string;
  readonly essential?: boolean;
}

interface Image {
  readonly service: string;
  readonly tag: string;
  /** True when its container is essential. A stand-in takes the place of those alone. */
  readonly isEssential: boolean;
}

/** Images of the account's own repositories that the tasks of a stack start from. */
export function imagesIn(contents: Contents): Image[] {
  return Object.values(contents.resource?.aws_ecs_task_definition ?? {}).flatMap((definition) =>
    (JSON.parse(definition.container_definitions) as Container[]).flatMap(({ image, essential = true }) => {
      const [, service, tag] = /^\$\{[^}]*?([\w-]+)"?\]?\}:(.+)$/.exec(image) ?? [];
      return service === undefined || tag === undefined ? [] : [{ service, tag, isEssential: essential }];
    }),
  );
}

/** Manifest of an image without layers that names a stand-in, or none. */
export const manifestFor = (standIn: string | undefined): string => {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const empty = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    size: 2,
  };
  const annotations = standIn === undefined ? {} : { [STAND_IN]: standIn };
  return JSON.stringify({ schemaVersion: 2, mediaType, config: empty, layers: [empty], annotations });
};

/**
 * Puts a stand-in into the place of each image that a stack is about to start tasks from, where an operator would have
 * pushed the image. Images that are there stay. Does nothing on AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export async function pushStandIns(stack: Stack, session: Session): Promise<void> {
  const environment = environmentOf(stack);
  if (session.env[EMULATOR_HOME] === undefined || environment === undefined) return;
  const images = imagesIn(readStackJson(stack) as Contents);
  if (images.length === 0) return;
  const client = new ECRClient(clientOptions(session, 'ECR', regionOf(stack)));
  for (const { service, tag, isEssential } of images) {
    const repositoryName = serviceNames(environment, { name: service, port: 0 }).ecrRepository;
    const image = {
      repositoryName,
      imageTag: tag,
      imageManifest: manifestFor(isEssential ? service : undefined),
    };
    await client.send(new PutImageCommand(image)).catch((error: unknown) => {
      const known = [
        'ImageAlreadyExistsException',
        'ImageTagAlreadyExistsException',
        'RepositoryNotFoundException',
      ];
      if (!known.includes((error as Error).name)) throw error;
    });
  }
}
