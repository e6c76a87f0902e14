import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';

export interface SessionTableProps {
  readonly name: string;
  readonly kmsKeyArn: string;
}

/**
 * The table of conversations and of daily question counts: an item each, which DynamoDB removes at the time that the
 * function wrote into it.
 *
 * Conversations hold names and addresses, and are of use for an hour. So there is no point-in-time recovery: it would
 * keep for 35 days what counts as deleted, and nobody would restore an hour-old chat.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class SessionTable extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, kmsKeyArn }: SessionTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'sessionId',
      attribute: [{ name: 'sessionId', type: 'S' }],
      ttl: { attributeName: 'expiresAt', enabled: true },
      pointInTimeRecovery: { enabled: false },
      serverSideEncryption: { enabled: true, kmsKeyArn },
    });
    this.name = table.name;
    this.arn = table.arn;
  }
}
