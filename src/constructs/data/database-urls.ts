import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';

const OPTIONS = 'sslMode=REQUIRED&connectTimeout=2000&socketTimeout=5000';

export interface DatabaseUrlsProps {
  readonly cluster: RdsCluster;
  readonly databaseName: string;
  /** Name of the parameter with the writer's address. */
  readonly urlName: string;
  /** Name of the parameter with the readers' address. */
  readonly readerUrlName: string;
}

/**
 * The JDBC addresses of writer and readers, in Parameter Store. They hold no secret, so they are plain strings: whoever
 * reads them needs no key, and Terraform shows what changes.
 *
 * `sslMode=REQUIRED` encrypts and does not check the certificate: the stock images have no RDS certificate authority in
 * their trust store, and would not start with `VERIFY_IDENTITY`. Without the two limits, in milliseconds, a lost database holds
 * every request for half a minute.
 *
 * @see https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html
 */
export class DatabaseUrls extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseUrlsProps) {
    super(scope, id);
    const { cluster, databaseName } = props;
    const url = (host: string): string =>
      `jdbc:mysql://${host}:${cluster.getStringAttribute('port')}/${databaseName}?${OPTIONS}`;
    const parameter = (key: string, name: string, description: string, value: string): SsmParameter =>
      new SsmParameter(this, key, { name, description, type: 'String', value });
    parameter('url', props.urlName, 'JDBC address of the writer', url(cluster.endpoint));
    parameter('reader-url', props.readerUrlName, 'JDBC address of the readers', url(cluster.readerEndpoint));
  }
}
