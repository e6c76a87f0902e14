import { exceptions } from './exceptions';
import { overdue } from './rule';

// One annotation of the workflow for each: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
for (const line of overdue(exceptions, new Date().toISOString().slice(0, 10))) {
  console.log(`::warning title=Exception to review::${line}`);
}
