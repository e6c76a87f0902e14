import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from './client-options';
import { Session } from './session';
import { StateResource } from './state';

/** Type of resource that AWS refuses to delete unless it is empty. */
interface Container {
  /** Attribute that tells Terraform to empty the resource before it deletes it. */
  readonly emptiedBy: string;
  /** Plural noun for what it holds, such as `objects`. */
  readonly contents: string;
  readonly isEmpty: (attributes: StateResource['attributes'], clients: Clients) => Promise<boolean>;
}

interface Clients {
  readonly backup: BackupClient;
  readonly s3: S3Client;
  readonly ecr: ECRClient;
}

const CONTAINERS: Readonly<Record<string, Container>> = {
  aws_s3_bucket: {
    emptiedBy: 'force_destroy',
    contents: 'objects',
    // Versions too: a bucket with deleted objects only is not empty.
    isEmpty: async ({ bucket }, { s3 }) => {
      const { Versions = [], DeleteMarkers = [] } = await s3.send(
        new ListObjectVersionsCommand({ Bucket: String(bucket), MaxKeys: 1 }),
      );
      return Versions.length + DeleteMarkers.length === 0;
    },
  },
  aws_ecr_repository: {
    emptiedBy: 'force_delete',
    contents: 'images',
    isEmpty: async ({ name }, { ecr }) => {
      const { imageIds = [] } = await ecr.send(
        new ListImagesCommand({ repositoryName: String(name), maxResults: 1 }),
      );
      return imageIds.length === 0;
    },
  },
  aws_backup_vault: {
    emptiedBy: 'force_destroy',
    contents: 'backups',
    isEmpty: async ({ name }, { backup }) => {
      const { RecoveryPoints = [] } = await backup.send(
        new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: String(name), MaxResults: 1 }),
      );
      return RecoveryPoints.length === 0;
    },
  },
};

const clientsOf = (session: Session, region: string | undefined): Clients => ({
  backup: new BackupClient(clientOptions(session, 'BACKUP', region)),
  s3: new S3Client(clientOptions(session, 'S3', region)),
  ecr: new ECRClient(clientOptions(session, 'ECR', region)),
});

/**
 * Finds the resources that AWS refuses to delete because they are not empty. Resources that Terraform empties first are
 * left out.
 *
 * @returns such as `objects`, by address
 */
export async function contentsInTheWay(
  session: Session,
  region: string | undefined,
  resources: readonly StateResource[],
): Promise<Map<string, string>> {
  const clients = clientsOf(session, region);
  const found = new Map<string, string>();
  for (const { address, type, attributes } of resources) {
    const container = CONTAINERS[type];
    if (container === undefined || attributes[container.emptiedBy] === true) continue;
    if (await container.isEmpty(attributes, clients)) continue;
    found.set(address, container.contents);
  }
  return found;
}
