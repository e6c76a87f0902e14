import { Rule } from '../rule';
import { accessLogBucketAdmitsS3 } from './access-log-bucket-admits-s3';
import { accountSettingHasOneOwner } from './account-setting-has-one-owner';
import { alarmCanFire } from './alarm-can-fire';
import { alarmHasARunbook } from './alarm-has-a-runbook';
import { alarmIsHeard } from './alarm-is-heard';
import { alarmMetricExists } from './alarm-metric-exists';
import { alarmReachesItsTopic } from './alarm-reaches-its-topic';
import { alarmSaysWhatMissingDataMeans } from './alarm-says-what-missing-data-means';
import { aliasStandsOnAPublishedVersion } from './alias-stands-on-a-published-version';
import { apiDeploymentFollowsItsDefinition } from './api-deployment-follows-its-definition';
import { apiDomainDemandsTls } from './api-domain-demands-tls';
import { apiIntegrationAnswersInTime } from './api-integration-answers-in-time';
import { apiIntegrationCarriesTheOriginHeader } from './api-integration-carries-the-origin-header';
import { apiParameterIsQuoted } from './api-parameter-is-quoted';
import { apiRouteIsThrottled } from './api-route-is-throttled';
import { apiStageLogsItsAccess } from './api-stage-logs-its-access';
import { appSubnetLeavesThroughItsZone } from './app-subnet-leaves-through-its-zone';
import { applyRoleLeavesOthersAlone } from './apply-role-leaves-others-alone';
import { bucketAccessIsLogged } from './bucket-access-is-logged';
import { bucketBlocksPublicAccess } from './bucket-blocks-public-access';
import { bucketDemandsTls } from './bucket-demands-tls';
import { bucketForgets } from './bucket-forgets';
import { bucketHasTheRightKey } from './bucket-has-the-right-key';
import { bucketIsVersioned } from './bucket-is-versioned';
import { bucketNameIsGlobal } from './bucket-name-is-global';
import { bucketOwnerOwnsObjects } from './bucket-owner-owns-objects';
import { budgetReachesItsTopic } from './budget-reaches-its-topic';
import { compositeAlarmNamesAlarmsThatExist } from './composite-alarm-names-alarms-that-exist';
import { configDeliveryIsAdmitted } from './config-delivery-is-admitted';
import { configRecordsWhatIsMade } from './config-records-what-is-made';
import { configRuleSeesWhatItJudges } from './config-rule-sees-what-it-judges';
import { containerImageIsPinned } from './container-image-is-pinned';
import { containerInsightsLogGroupComesFirst } from './container-insights-log-group-comes-first';
import { containerIsToldNoSecretInClear } from './container-is-told-no-secret-in-clear';
import { containerLogsDoNotBlock } from './container-logs-do-not-block';
import { containerRootIsReadOnly } from './container-root-is-read-only';
import { containersFitIntoTheirTask } from './containers-fit-into-their-task';
import { dashboardIsDrawnInItsRegion } from './dashboard-is-drawn-in-its-region';
import { dashboardMetricExists } from './dashboard-metric-exists';
import { dashboardShowsEveryService } from './dashboard-shows-every-service';
import { dataSourceIsNeeded } from './data-source-is-needed';
import { databaseConnectionsFit } from './database-connections-fit';
import { databaseDemandsTls } from './database-demands-tls';
import { databaseHasTheRightKey } from './database-has-the-right-key';
import { databaseIsBackedUp } from './database-is-backed-up';
import { databaseIsReachedByGroups } from './database-is-reached-by-groups';
import { databaseLogGroupsExist } from './database-log-groups-exist';
import { databaseLoginIsManaged } from './database-login-is-managed';
import { databaseLogsAreWritten } from './database-logs-are-written';
import { databaseProtectionStopsThePlan } from './database-protection-stops-the-plan';
import { databaseSpansZones } from './database-spans-zones';
import { databaseWindowsDoNotOverlap } from './database-windows-do-not-overlap';
import { dbSubnetHasNoWayOut } from './db-subnet-has-no-way-out';
import { defaultSecurityGroupIsEmpty } from './default-security-group-is-empty';
import { deploymentRollsBack } from './deployment-rolls-back';
import { elasticAddressesFit } from './elastic-addresses-fit';
import { entranceIsBehindAFirewall } from './entrance-is-behind-a-firewall';
import { environmentsShareNoName } from './environments-share-no-name';
import { executionRoleReadsWhatItsTaskNames } from './execution-role-reads-what-its-task-names';
import { expressionIsSteady } from './expression-is-steady';
import { finalSnapshotHasANewName } from './final-snapshot-has-a-new-name';
import { functionAnswersBeforeItsGateway } from './function-answers-before-its-gateway';
import { functionEnvironmentFits } from './function-environment-fits';
import { functionLogsToItsOwnGroup } from './function-logs-to-its-own-group';
import { functionManagesItsInterfaces } from './function-manages-its-interfaces';
import { functionNamesItsModels } from './function-names-its-models';
import { functionPackageIsInThePlan } from './function-package-is-in-the-plan';
import { functionPermissionNamesItsCaller } from './function-permission-names-its-caller';
import { functionReachesWhatItCalls } from './function-reaches-what-it-calls';
import { healthPathIsBelowTheContextPath } from './health-path-is-below-the-context-path';
import { imageIsScanned } from './image-is-scanned';
import { imageRepositoryHasCustomerKey } from './image-repository-has-customer-key';
import { imageRepositoryKeepsWhatRuns } from './image-repository-keeps-what-runs';
import { imageTagNeverMoves } from './image-tag-never-moves';
import { instanceIsClosed } from './instance-is-closed';
import { kmsKeyIsUsedUnderConditions } from './kms-key-is-used-under-conditions';
import { kmsKeyRotates } from './kms-key-rotates';
import { kmsKeyStaysAdministrable } from './kms-key-stays-administrable';
import { listenerLeadsToTls } from './listener-leads-to-tls';
import { listenerRuleDemandsTheOriginHeader } from './listener-rule-demands-the-origin-header';
import { listenerServesNobodyByDefault } from './listener-serves-nobody-by-default';
import { loadBalancerDropsBadRequests } from './load-balancer-drops-bad-requests';
import { loadBalancerLogsItsAccess } from './load-balancer-logs-its-access';
import { loadBalancerNameFits } from './load-balancer-name-fits';
import { loadBalancerOpensItsListeners } from './load-balancer-opens-its-listeners';
import { loadBalancerSpansZones } from './load-balancer-spans-zones';
import { logGroupHasRetention } from './log-group-has-retention';
import { logGroupKeyAdmitsLogs } from './log-group-key-admits-logs';
import { metricFilterCountsFromZero } from './metric-filter-counts-from-zero';
import { metricFilterWatchesAnExistingLogGroup } from './metric-filter-watches-an-existing-log-group';
import { networkAclRulesFit } from './network-acl-rules-fit';
import { nothingGetsAPublicAddress } from './nothing-gets-a-public-address';
import { outputIsDescribed } from './output-is-described';
import { outputIsNoSecret } from './output-is-no-secret';
import { parameterIsNoSecret } from './parameter-is-no-secret';
import { parameterIsWritten } from './parameter-is-written';
import { passRoleNamesItsService } from './pass-role-names-its-service';
import { planRoleReadsNoSecret } from './plan-role-reads-no-secret';
import { policyAdmitsNoStranger } from './policy-admits-no-stranger';
import { policyCanBeRead } from './policy-can-be-read';
import { policyFitsItsSizeLimit } from './policy-fits-its-size-limit';
import { policyNamesItsActions } from './policy-names-its-actions';
import { policyNamesItsResources } from './policy-names-its-resources';
import { providerSetsDefaultTags } from './provider-sets-default-tags';
import { roleHasItsBoundary } from './role-has-its-boundary';
import { roleMakerDemandsABoundary } from './role-maker-demands-a-boundary';
import { roleStaysWithinItsBoundary } from './role-stays-within-its-boundary';
import { samplingRulesAreInOrder } from './sampling-rules-are-in-order';
import { savedQueryAsksExistingLogGroups } from './saved-query-asks-existing-log-groups';
import { secretHasCustomerKey } from './secret-has-customer-key';
import { secretValueStaysOut } from './secret-value-stays-out';
import { securityGroupHasRoom } from './security-group-has-room';
import { securityGroupRuleIsNarrow } from './security-group-rule-is-narrow';
import { securityGroupRulesArePaired } from './security-group-rules-are-paired';
import { securityGroupRulesStandAlone } from './security-group-rules-stand-alone';
import { serviceIsFoundByItsName } from './service-is-found-by-its-name';
import { serviceRunsInPrivateSubnets } from './service-runs-in-private-subnets';
import { serviceUsesProvidersOfItsCluster } from './service-uses-providers-of-its-cluster';
import { serviceWaitsForItsListenerRule } from './service-waits-for-its-listener-rule';
import { sessionIsForgotten } from './session-is-forgotten';
import { snsTopicAdmitsItsPublishers } from './sns-topic-admits-its-publishers';
import { snsTopicHasCustomerKey } from './sns-topic-has-customer-key';
import { stackKeepsItsStateSafe } from './stack-keeps-its-state-safe';
import { stateIsProtected } from './state-is-protected';
import { subnetIsBehindAnAcl } from './subnet-is-behind-an-acl';
import { tableHasCustomerKey } from './table-has-customer-key';
import { targetGroupFitsFargate } from './target-group-fits-fargate';
import { taskCountBelongsToAutoscaling } from './task-count-belongs-to-autoscaling';
import { taskRoleIsNotShared } from './task-role-is-not-shared';
import { traceGroupSelectsTraces } from './trace-group-selects-traces';
import { trustPolicyNamesItsSource } from './trust-policy-names-its-source';
import { vpcCanPullImages } from './vpc-can-pull-images';
import { vpcEndpointHasAPolicy } from './vpc-endpoint-has-a-policy';
import { vpcHasFlowLogs } from './vpc-has-flow-logs';
import { vpcResolvesEndpointNames } from './vpc-resolves-endpoint-names';
import { webAclCapacityIsIncluded } from './web-acl-capacity-is-included';
import { webAclJudgesNoGateway } from './web-acl-judges-no-gateway';
import { webAclLogIsRedacted } from './web-acl-log-is-redacted';
import { webAclRulesAreInOrder } from './web-acl-rules-are-in-order';
import { workflowRoleTrustsKnownRuns } from './workflow-role-trusts-known-runs';

/** Every rule, by name. */
export const rules: readonly Rule[] = [
  accessLogBucketAdmitsS3,
  accountSettingHasOneOwner,
  alarmCanFire,
  alarmHasARunbook,
  alarmIsHeard,
  alarmMetricExists,
  alarmReachesItsTopic,
  alarmSaysWhatMissingDataMeans,
  aliasStandsOnAPublishedVersion,
  apiDeploymentFollowsItsDefinition,
  apiDomainDemandsTls,
  apiIntegrationAnswersInTime,
  apiIntegrationCarriesTheOriginHeader,
  apiParameterIsQuoted,
  apiRouteIsThrottled,
  apiStageLogsItsAccess,
  appSubnetLeavesThroughItsZone,
  applyRoleLeavesOthersAlone,
  bucketAccessIsLogged,
  bucketBlocksPublicAccess,
  bucketDemandsTls,
  bucketForgets,
  bucketHasTheRightKey,
  bucketIsVersioned,
  bucketNameIsGlobal,
  bucketOwnerOwnsObjects,
  budgetReachesItsTopic,
  compositeAlarmNamesAlarmsThatExist,
  configDeliveryIsAdmitted,
  configRecordsWhatIsMade,
  configRuleSeesWhatItJudges,
  containerImageIsPinned,
  containerInsightsLogGroupComesFirst,
  containerIsToldNoSecretInClear,
  containerLogsDoNotBlock,
  containerRootIsReadOnly,
  containersFitIntoTheirTask,
  dashboardIsDrawnInItsRegion,
  dashboardMetricExists,
  dashboardShowsEveryService,
  dataSourceIsNeeded,
  databaseConnectionsFit,
  databaseDemandsTls,
  databaseHasTheRightKey,
  databaseIsBackedUp,
  databaseIsReachedByGroups,
  databaseLogGroupsExist,
  databaseLoginIsManaged,
  databaseLogsAreWritten,
  databaseProtectionStopsThePlan,
  databaseSpansZones,
  databaseWindowsDoNotOverlap,
  dbSubnetHasNoWayOut,
  defaultSecurityGroupIsEmpty,
  deploymentRollsBack,
  elasticAddressesFit,
  entranceIsBehindAFirewall,
  environmentsShareNoName,
  executionRoleReadsWhatItsTaskNames,
  expressionIsSteady,
  finalSnapshotHasANewName,
  functionAnswersBeforeItsGateway,
  functionEnvironmentFits,
  functionLogsToItsOwnGroup,
  functionManagesItsInterfaces,
  functionNamesItsModels,
  functionPackageIsInThePlan,
  functionPermissionNamesItsCaller,
  functionReachesWhatItCalls,
  healthPathIsBelowTheContextPath,
  imageIsScanned,
  imageRepositoryHasCustomerKey,
  imageRepositoryKeepsWhatRuns,
  imageTagNeverMoves,
  instanceIsClosed,
  kmsKeyIsUsedUnderConditions,
  kmsKeyRotates,
  kmsKeyStaysAdministrable,
  listenerLeadsToTls,
  listenerRuleDemandsTheOriginHeader,
  listenerServesNobodyByDefault,
  loadBalancerDropsBadRequests,
  loadBalancerLogsItsAccess,
  loadBalancerNameFits,
  loadBalancerOpensItsListeners,
  loadBalancerSpansZones,
  logGroupHasRetention,
  logGroupKeyAdmitsLogs,
  metricFilterCountsFromZero,
  metricFilterWatchesAnExistingLogGroup,
  networkAclRulesFit,
  nothingGetsAPublicAddress,
  outputIsDescribed,
  outputIsNoSecret,
  parameterIsNoSecret,
  parameterIsWritten,
  passRoleNamesItsService,
  planRoleReadsNoSecret,
  policyAdmitsNoStranger,
  policyCanBeRead,
  policyFitsItsSizeLimit,
  policyNamesItsActions,
  policyNamesItsResources,
  providerSetsDefaultTags,
  roleHasItsBoundary,
  roleMakerDemandsABoundary,
  roleStaysWithinItsBoundary,
  samplingRulesAreInOrder,
  savedQueryAsksExistingLogGroups,
  secretHasCustomerKey,
  secretValueStaysOut,
  securityGroupHasRoom,
  securityGroupRuleIsNarrow,
  securityGroupRulesArePaired,
  securityGroupRulesStandAlone,
  serviceIsFoundByItsName,
  serviceRunsInPrivateSubnets,
  serviceUsesProvidersOfItsCluster,
  serviceWaitsForItsListenerRule,
  sessionIsForgotten,
  snsTopicAdmitsItsPublishers,
  snsTopicHasCustomerKey,
  stackKeepsItsStateSafe,
  stateIsProtected,
  subnetIsBehindAnAcl,
  tableHasCustomerKey,
  targetGroupFitsFargate,
  taskCountBelongsToAutoscaling,
  taskRoleIsNotShared,
  traceGroupSelectsTraces,
  trustPolicyNamesItsSource,
  vpcCanPullImages,
  vpcEndpointHasAPolicy,
  vpcHasFlowLogs,
  vpcResolvesEndpointNames,
  webAclCapacityIsIncluded,
  webAclJudgesNoGateway,
  webAclLogIsRedacted,
  webAclRulesAreInOrder,
  workflowRoleTrustsKnownRuns,
];
