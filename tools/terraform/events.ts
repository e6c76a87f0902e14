/** Event that Terraform prints with `-json`, one object a line; only the kinds and fields that the tools read. */
export type TerraformEvent = PlannedChange | ResourceDrift | ChangeSummary | Hook | DiagnosticEvent | Outputs;

export interface Resource {
  readonly addr: string;
  readonly resource_type: string;
}

export interface PlannedChange {
  readonly type: 'planned_change';
  readonly change: { readonly resource: Resource; readonly action: string };
}

/** A difference between AWS and the state, found before anything was planned. */
export interface ResourceDrift {
  readonly type: 'resource_drift';
  readonly change: { readonly action: string };
}

export interface Changes {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

export interface ChangeSummary {
  readonly type: 'change_summary';
  readonly changes: Changes & { readonly operation: 'plan' | 'apply' | 'destroy' };
}

export interface Hook {
  readonly type: 'apply_start' | 'apply_complete' | 'apply_errored' | 'refresh_start';
  readonly hook: { readonly resource: Resource; readonly action?: string };
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  /** Address of the resource it is about. */
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context?: string | null };
}

export interface DiagnosticEvent {
  readonly type: 'diagnostic';
  readonly diagnostic: Diagnostic;
}

export interface Output {
  readonly sensitive: boolean;
  /** Value of the output; missing in a plan and for a sensitive one. */
  readonly value?: unknown;
}

export interface Outputs {
  readonly type: 'outputs';
  readonly outputs: Readonly<Record<string, Output>>;
}

/** Parsed line of Terraform's output. */
export interface ParsedLine {
  /** The line for people; the line itself when it is no JSON. */
  readonly text: string;
  /** The event; missing for lines that the tools do not act on. */
  readonly event?: TerraformEvent;
}

const KNOWN = new Set([
  'planned_change',
  'resource_drift',
  'change_summary',
  'apply_start',
  'apply_complete',
  'apply_errored',
  'refresh_start',
  'diagnostic',
  'outputs',
]);

/** @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export function parseLine(line: string): ParsedLine {
  let message: { type?: unknown; '@message'?: unknown } | null;
  try {
    message = JSON.parse(line) as typeof message;
  } catch {
    return { text: line };
  }
  if (typeof message?.['@message'] !== 'string') return { text: line };
  if (!KNOWN.has(String(message.type))) return { text: message['@message'] };
  const event = message as TerraformEvent;
  return {
    text: event.type === 'diagnostic' ? renderDiagnostic(event.diagnostic) : message['@message'],
    event,
  };
}

/** A diagnostic as Terraform itself shows it, without the frame. */
export function renderDiagnostic({ severity, summary, detail, address, range, snippet }: Diagnostic): string {
  const context = snippet?.context ? `, in ${snippet.context}` : '';
  return [
    `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`,
    ...(address === undefined ? [] : [`  with ${address}`]),
    ...(range === undefined ? [] : [`  on ${range.filename} line ${range.start.line}${context}`]),
    ...(detail ? ['', detail.trimEnd()] : []),
  ].join('\n');
}
