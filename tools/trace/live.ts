import { isNameOf, readAws } from '../model/aws/read';
import { Reach } from '../reach/reach';
import { settingsOf } from '../session/settings';
import { demandUsable } from '../session/usable-emulator';
import { emulatorPlace, inAccount } from '../support/emulator-place';
import { ToolError } from '../support/project';

/**
 * Model of an environment as it is deployed where the AWS environment says, by describe calls alone.
 *
 * @param emulator endpoint of an emulator to ask in place of what the AWS environment says
 * @throws ToolError with exit code 2 for an unknown environment, for AWS that does not answer, and for nothing deployed
 */
export async function liveReach(environment: string, emulator?: string): Promise<Reach> {
  const { account, region } = settingsOf(environment);
  await demandUsable(process.env);
  const place =
    emulator === undefined && inAccount(process.env, account) === process.env
      ? { region }
      : emulatorPlace(emulator ?? process.env['AWS_ENDPOINT_URL'] ?? '', { account, region });
  const model = await readAws(place, (name) => isNameOf(environment, name)).catch((error: unknown) => {
    throw new ToolError(
      `Cannot read ${environment} from AWS in ${region}: ${error instanceof Error ? error.message : String(error)}\n` +
        'Put credentials that may describe it into the AWS environment, or `source .emulator/env` while the emulator runs.',
      2,
    );
  });
  if (model.network.vpcs.length === 0) {
    throw new ToolError(
      `Nothing of ${environment} is deployed in ${region} where the AWS environment points.`,
      2,
    );
  }
  return new Reach(environment, model);
}
