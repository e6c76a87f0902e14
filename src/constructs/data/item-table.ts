import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';

export interface ItemTableProps {
  readonly name: string;
  /** Attribute by which an item is known: a string. */
  readonly key: string;
  /** Attribute with the second from which DynamoDB removes the item. @default items stay */
  readonly expiry?: string;
  readonly kmsKeyArn: string;
}

/**
 * A DynamoDB table that is paid by the request. It can be restored to any second of the last 35 days, unless its items
 * expire: a recovery would keep what counts as deleted.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
 */
export class ItemTable extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, key, expiry, kmsKeyArn }: ItemTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: key,
      attribute: [{ name: key, type: 'S' }],
      ...(expiry === undefined ? {} : { ttl: { attributeName: expiry, enabled: true } }),
      pointInTimeRecovery: { enabled: expiry === undefined },
      serverSideEncryption: { enabled: true, kmsKeyArn },
    });
    this.name = table.name;
    this.arn = table.arn;
  }
}
