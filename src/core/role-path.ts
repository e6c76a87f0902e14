import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Aspects, TerraformStack } from 'cdktf';

/**
 * Puts every role and instance profile of a stack below an IAM path, and gives every role a permissions boundary.
 *
 * @param boundary ARN; undefined for roles without one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function rolesBelow(stack: TerraformStack, path: string, boundary: string | undefined): void {
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof IamRole || node instanceof IamInstanceProfile) node.path = path;
      if (node instanceof IamRole && boundary !== undefined) node.permissionsBoundary = boundary;
    },
  });
}
