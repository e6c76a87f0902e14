import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument, Statement } from '../../core/policy-document';

export interface S3GatewayEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly routeTableIds: string[];
  /** Lets hosts with Amazon Linux 2023 install packages from its repositories. @default false */
  readonly amazonLinuxPackages?: boolean;
}

/**
 * A gateway endpoint to S3 that bypasses the NAT gateways: to the account's own buckets, and to the bucket from which
 * ECR serves image layers in this region. It costs nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
 */
export class S3GatewayEndpoint extends Construct {
  /** Prefix list of S3's addresses in the region, for rules of security groups. */
  readonly prefixListId: string;

  constructor(
    scope: Construct,
    id: string,
    { name, vpcId, routeTableIds, amazonLinuxPackages = false }: S3GatewayEndpointProps,
  ) {
    super(scope, id);
    const { accountId, region } = BaseStack.of(this);
    this.prefixListId = new VpcEndpoint(this, 'endpoint', {
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
        ...(amazonLinuxPackages ? [packagesOfAmazonLinux(region)] : []),
      ),
      tags: { Name: name },
    }).prefixListId;
  }
}

/**
 * Statement for Amazon Linux's packages. The package manager signs no request, so it has no condition on our account.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 */
const packagesOfAmazonLinux = (region: string): Statement => ({
  sid: 'PackagesOfAmazonLinux',
  principal: { aws: '*' },
  actions: ['s3:GetObject'],
  resources: [`arn:aws:s3:::al2023-repos-${region}-de612dc2/*`],
});
