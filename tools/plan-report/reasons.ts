import { code } from './markdown';
import { Path, ResourceChange } from './plan-json';

/**
 * Terraform's reasons for an action, in words.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#resource-change-representation
 */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted',
  replace_because_cannot_update: 'it cannot be updated in place',
  replace_by_request: 'the plan was asked to replace it',
  replace_by_triggers: 'something in its replace_triggered_by changes',
  delete_because_no_resource_config: 'it is not in the configuration',
  delete_because_no_module: 'its module is not in the configuration',
  delete_because_wrong_repetition: 'its count or for_each came or went',
  delete_because_count_index: 'its index is out of range for count',
  delete_because_each_key: 'its key is not in for_each',
  delete_because_no_move_target: 'it was moved to an address that is not in the configuration',
};

/** A path as configuration has it, such as `rule[0].port`. */
export const describePath = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

/** Terraform's reason for a change with the attributes that force it, in Markdown; undefined where it gives none. */
export function describeReason({ action_reason: reason, change }: ResourceChange): string | undefined {
  const forcing = [...new Set((change.replace_paths ?? []).map(describePath))];
  const forced =
    forcing.length === 0
      ? []
      : [`${forcing.map(code).join(', ')} ${forcing.length > 1 ? 'force' : 'forces'} replacement`];
  const isSaid = reason === undefined || (reason === 'replace_because_cannot_update' && forced.length > 0);
  const words = [...(isSaid ? [] : [REASONS[reason] ?? code(reason)]), ...forced];
  return words.length === 0 ? undefined : words.join(' and ');
}
