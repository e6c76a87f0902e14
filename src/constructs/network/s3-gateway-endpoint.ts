import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { policyDocument } from '../../core/policy-document';

export interface S3GatewayEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly routeTableIds: string[];
}

/**
 * The way to S3 past the NAT gateways: to the account's own buckets, and to the bucket from which ECR serves image layers
 * in this region. It costs nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
 */
export class S3GatewayEndpoint extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, vpcId, region, accountId, routeTableIds }: S3GatewayEndpointProps,
  ) {
    super(scope, id);
    new VpcEndpoint(this, 'endpoint', {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds,
      policy: policyDocument(
        {
          // Any bucket, as long as this account owns it: the callers' policies name theirs.
          sid: 'OwnBuckets',
          principal: { aws: '*' },
          actions: [
            's3:AbortMultipartUpload',
            's3:GetBucketLocation',
            's3:GetObject',
            's3:ListBucket',
            's3:ListMultipartUploadParts',
            's3:PutObject',
          ],
          resources: ['*'],
          conditions: {
            StringEquals: { 'aws:PrincipalAccount': accountId, 'aws:ResourceAccount': accountId },
          },
        },
        {
          // ECR hands out signed addresses, so the caller is ECR, not a principal of this account.
          sid: 'ImageLayersOfEcr',
          principal: { aws: '*' },
          actions: ['s3:GetObject'],
          resources: [`arn:aws:s3:::prod-${region}-starport-layer-bucket/*`],
        },
      ),
      tags: { Name: name },
    });
  }
}
