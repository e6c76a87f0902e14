/** What the emulator answers to a call that it has not. */
const LACKING = /not implemented by the emulator/;

/** Terraform's words, with what to make of them where it is the emulator that failed, and not the change. */
export function withLimits(words: string): string {
  if (!LACKING.test(words)) return words;
  return `${words}\n\nThe emulator lacks this call, AWS has it: the failure says nothing about the change. It can be added in tools/emulator/server/additions.`;
}
