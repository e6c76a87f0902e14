/** Error text of the emulator for a call that it does not implement. */
const LACKING = /not implemented by the emulator/;

/** Terraform's message, with a note where the emulator lacks the call and the change is not at fault. */
export function withLimits(words: string): string {
  if (!LACKING.test(words)) return words;
  return `${words}\n\nThe emulator lacks this call, AWS has it: the failure says nothing about the change. It can be added in tools/emulator/server/additions.`;
}
