import { Rule } from '../rule';
import { accessLogBucketAdmitsS3 } from './access-log-bucket-admits-s3';
import { alarmReachesItsTopic } from './alarm-reaches-its-topic';
import { appSubnetLeavesThroughItsZone } from './app-subnet-leaves-through-its-zone';
import { bucketAccessIsLogged } from './bucket-access-is-logged';
import { bucketBlocksPublicAccess } from './bucket-blocks-public-access';
import { bucketDemandsTls } from './bucket-demands-tls';
import { bucketHasTheRightKey } from './bucket-has-the-right-key';
import { bucketIsVersioned } from './bucket-is-versioned';
import { bucketNameIsGlobal } from './bucket-name-is-global';
import { bucketOwnerOwnsObjects } from './bucket-owner-owns-objects';
import { dataSourceIsNeeded } from './data-source-is-needed';
import { dbSubnetHasNoWayOut } from './db-subnet-has-no-way-out';
import { defaultSecurityGroupIsEmpty } from './default-security-group-is-empty';
import { elasticAddressesFit } from './elastic-addresses-fit';
import { environmentsShareNoName } from './environments-share-no-name';
import { expressionIsSteady } from './expression-is-steady';
import { kmsKeyIsUsedUnderConditions } from './kms-key-is-used-under-conditions';
import { kmsKeyRotates } from './kms-key-rotates';
import { kmsKeyStaysAdministrable } from './kms-key-stays-administrable';
import { logGroupHasRetention } from './log-group-has-retention';
import { logGroupKeyAdmitsLogs } from './log-group-key-admits-logs';
import { networkAclRulesFit } from './network-acl-rules-fit';
import { nothingGetsAPublicAddress } from './nothing-gets-a-public-address';
import { outputIsDescribed } from './output-is-described';
import { outputIsNoSecret } from './output-is-no-secret';
import { passRoleNamesItsService } from './pass-role-names-its-service';
import { policyAdmitsNoStranger } from './policy-admits-no-stranger';
import { policyCanBeRead } from './policy-can-be-read';
import { policyFitsItsSizeLimit } from './policy-fits-its-size-limit';
import { policyNamesItsActions } from './policy-names-its-actions';
import { policyNamesItsResources } from './policy-names-its-resources';
import { providerSetsDefaultTags } from './provider-sets-default-tags';
import { securityGroupHasRoom } from './security-group-has-room';
import { securityGroupRulesStandAlone } from './security-group-rules-stand-alone';
import { snsTopicAdmitsItsPublishers } from './sns-topic-admits-its-publishers';
import { snsTopicHasCustomerKey } from './sns-topic-has-customer-key';
import { stackKeepsItsStateSafe } from './stack-keeps-its-state-safe';
import { stateIsProtected } from './state-is-protected';
import { subnetIsBehindAnAcl } from './subnet-is-behind-an-acl';
import { trustPolicyNamesItsSource } from './trust-policy-names-its-source';
import { vpcCanPullImages } from './vpc-can-pull-images';
import { vpcEndpointHasAPolicy } from './vpc-endpoint-has-a-policy';
import { vpcHasFlowLogs } from './vpc-has-flow-logs';
import { vpcResolvesEndpointNames } from './vpc-resolves-endpoint-names';

/** Every rule, by name. */
export const rules: readonly Rule[] = [
  accessLogBucketAdmitsS3,
  alarmReachesItsTopic,
  appSubnetLeavesThroughItsZone,
  bucketAccessIsLogged,
  bucketBlocksPublicAccess,
  bucketDemandsTls,
  bucketHasTheRightKey,
  bucketIsVersioned,
  bucketNameIsGlobal,
  bucketOwnerOwnsObjects,
  dataSourceIsNeeded,
  dbSubnetHasNoWayOut,
  defaultSecurityGroupIsEmpty,
  elasticAddressesFit,
  environmentsShareNoName,
  expressionIsSteady,
  kmsKeyIsUsedUnderConditions,
  kmsKeyRotates,
  kmsKeyStaysAdministrable,
  logGroupHasRetention,
  logGroupKeyAdmitsLogs,
  networkAclRulesFit,
  nothingGetsAPublicAddress,
  outputIsDescribed,
  outputIsNoSecret,
  passRoleNamesItsService,
  policyAdmitsNoStranger,
  policyCanBeRead,
  policyFitsItsSizeLimit,
  policyNamesItsActions,
  policyNamesItsResources,
  providerSetsDefaultTags,
  securityGroupHasRoom,
  securityGroupRulesStandAlone,
  snsTopicAdmitsItsPublishers,
  snsTopicHasCustomerKey,
  stackKeepsItsStateSafe,
  stateIsProtected,
  subnetIsBehindAnAcl,
  trustPolicyNamesItsSource,
  vpcCanPullImages,
  vpcEndpointHasAPolicy,
  vpcHasFlowLogs,
  vpcResolvesEndpointNames,
];
