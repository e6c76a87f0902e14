const steps: (() => void | Promise<void>)[] = [];

afterAll(async () => {
  for (const step of steps.splice(0).reverse()) await step();
});

/** Has `step` done when the tests of the file are through: what was made last goes first. */
export function cleanUp(step: () => void | Promise<void>): void {
  steps.push(step);
}
