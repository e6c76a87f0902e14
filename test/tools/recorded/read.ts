import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLine, TerraformEvent } from '../../../tools/terraform/events';

/** The lines that Terraform 1.11.4 really printed, one file for each `terraform apply -json` or `destroy -json`. */
export function recordedLines(name: string): string[] {
  return readFileSync(join(__dirname, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
}

export function recordedEvents(name: string): TerraformEvent[] {
  return recordedLines(name).flatMap((line) => parseLine(line).event ?? []);
}
