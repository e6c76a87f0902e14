import { ConfigConfigRule } from '@cdktf/provider-aws/lib/config-config-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManagedRule } from './managed-rules';
import { byKey, Keyed } from '../../lib/keyed';

export interface ConfigRulesProps {
  readonly rules: Keyed<ManagedRule>;
  /** Returns the name of the rule under a key. */
  readonly nameOf: (key: string) => string;
  /** Recorder of the resources that the rules judge. @default one that the account has */
  readonly recording?: ITerraformDependable | undefined;
}

/**
 * AWS managed Config rules: those with types check a resource of theirs whenever it changes, the others once a day.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class ConfigRules extends Construct {
  constructor(scope: Construct, id: string, { rules, nameOf, recording }: ConfigRulesProps) {
    super(scope, id);
    for (const [key, { identifier, requirement, types, parameters }] of byKey(rules)) {
      new ConfigConfigRule(this, key, {
        name: nameOf(key),
        description: requirement,
        source: { owner: 'AWS', sourceIdentifier: identifier },
        inputParameters: parameters === undefined ? undefined : JSON.stringify(parameters),
        ...(types === undefined
          ? { maximumExecutionFrequency: 'TwentyFour_Hours' }
          : { scope: { complianceResourceTypes: [...types] } }),
        dependsOn: recording === undefined ? undefined : [recording],
      });
    }
  }
}
