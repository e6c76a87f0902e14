import { code } from './markdown';

/** Terraform's reasons for an action, in words. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted: it was not made completely, or was marked for replacement',
  replace_because_cannot_update: 'it cannot be updated in place',
  replace_by_request: 'the plan was asked to replace it',
  replace_by_triggers: 'something in its replace_triggered_by changes',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'it no longer has count or for_each, or has them now',
  delete_because_count_index: 'its number is beyond count',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'it was moved to an address that is not in the configuration',
  read_because_config_unknown: 'what it asks for is known only after the apply',
  read_because_dependency_pending: 'something that it depends on changes first',
  read_because_check_nested: 'a check asks for it at every apply',
};

/** @returns in Markdown; undefined for no reason, the reason itself as code for one that is new */
export function describeReason(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : (REASONS[reason] ?? code(reason));
}
