/** The largest capacity of an Aurora Serverless v2 instance, in Aurora capacity units. */
const MAX_ACU = 256;

/**
 * Checks whether Aurora Serverless v2 accepts this minimum capacity: 0, at which an idle instance pauses, or 0.5 to 256
 * in steps of 0.5.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
export function isMinimumAcu(acu: number): boolean {
  return acu >= 0 && acu <= MAX_ACU && Number.isInteger(acu * 2);
}

/**
 * Checks whether Aurora Serverless v2 accepts this maximum capacity: 1 to 256 in steps of 0.5. AWS refuses a maximum of
 * 0.5: it "must be higher than 0.5 ACUs".
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-rds-dbcluster-serverlessv2scalingconfiguration.html
 */
export function isMaximumAcu(acu: number): boolean {
  return acu >= 1 && isMinimumAcu(acu);
}
