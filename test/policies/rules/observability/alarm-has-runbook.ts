import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../tools/support/project';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM } from '../../support/alarms';
import { anchorsIn } from '../../support/anchors';
import { DASHBOARD } from '../../support/dashboards';

/** A link to a page of the repository. */
const LINK = /\/blob\/(?:[\w./-]+?\/(docs\/[\w/-]+\.md)|[\w./-]*)(?:#([\w-]+))?/g;

const MAX_DESCRIPTION = 1024;

export const rule: Rule = {
  reason: 'The mail of an alarm is its description. Whoever it wakes has to get from there to what to do.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_event_response_runbooks.html',
  check: (estate) => {
    const sections = new Map<string, Set<string>>();
    const hasSection = (file: string, anchor: string): boolean => {
      const known = sections.get(file) ?? anchorsIn(readFileSync(join(projectRoot, file), 'utf8'));
      sections.set(file, known);
      return known.has(anchor);
    };
    const alarms = findingsAt(estate.ofType(METRIC_ALARM), ({ body }) => {
      const text = body['alarm_description'];
      const description = typeof text === 'string' ? text : '';
      const [, file = '', anchor = ''] =
        /\bhttps:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+?\/(docs\/runbooks\/[\w-]+\.md)#([\w-]+)$/.exec(
          description,
        ) ?? [];
      if (file === '') return ['its description does not end with the link of a section of docs/runbooks'];
      return [
        ...unless(hasSection(file, anchor), `${file} has no section "${anchor}"`),
        ...unless(
          description.length <= MAX_DESCRIPTION,
          `its description has ${description.length} characters; AWS takes ${MAX_DESCRIPTION}`,
        ),
      ];
    });
    const dashboards = findingsAt(estate.ofType(DASHBOARD), ({ body }) =>
      [...String(body['dashboard_body']).matchAll(LINK)]
        .filter(
          ([, file = '', anchor]) =>
            file === '' ||
            !existsSync(join(projectRoot, file)) ||
            (anchor !== undefined && !hasSection(file, anchor)),
        )
        .map(([link]) => `${link} leads nowhere`),
    );
    return [...alarms, ...dashboards];
  },
};
