import { Construct } from 'constructs';
import { Statement } from '../../core/policy-document';
import { PLAN_ROLE } from '../../lib/ci-names';
import { StateBucket } from '../../lib/state-place';
import { CiRole } from './ci-role';
import { githubTrust, TrustedRepository } from './github-trust';
import { Reach } from './reach';
import { AREAS } from './rights/areas';
import { planWrites, stateReads } from './rights/state';
import { originSecrets } from './rights/stores';

export interface PlanRoleProps {
  readonly providerArn: string;
  readonly repository: TrustedRepository;
  /** Reach of every environment: a pull request may touch any. */
  readonly reach: Reach;
  readonly stateBucket: StateBucket;
}

/**
 * The role that plans every environment: for pull requests, and for runs on the deployed branch that plan an apply or
 * look for drift. It writes nothing but plans, which it cannot read, and reads no secret but the one that plans hold
 * anyway.
 */
export class PlanRole extends CiRole {
  constructor(scope: Construct, id: string, { providerArn, repository, reach, stateBucket }: PlanRoleProps) {
    const reads = AREAS.map(({ name, reads }) => [name, reads(reach)] as const);
    super(scope, id, {
      name: PLAN_ROLE,
      description: 'Pull requests and the deployed branch plan every environment, and change nothing',
      trust: githubTrust(providerArn, repository, 'pull_request', 'branch'),
      rights: {
        ...Object.fromEntries(reads),
        state: [
          ...stateReads(reach, stateBucket),
          ...planWrites(reach, stateBucket),
          ...denials(reach, stateBucket),
        ],
      },
    });
  }
}

/** Denials that hold whatever policies somebody attaches to the role later. */
const denials = (reach: Reach, { bucket }: StateBucket): Statement[] => [
  {
    // But for the origin header's: planning `services` and `edge` reads it, and their states and plans hold it.
    sid: 'NoSecretValues',
    effect: 'Deny',
    actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
    notResources: originSecrets(reach),
  },
  {
    sid: 'NoObjectsButStates',
    effect: 'Deny',
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    notResources: [`arn:aws:s3:::${bucket}/petclinic/*`],
  },
  {
    // What a service does not decrypt for it, it could only have taken from somewhere.
    sid: 'NoDecryptionByItself',
    effect: 'Deny',
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: { Null: { 'kms:ViaService': 'true' } },
  },
];
