import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { ToolError } from '../support/project';

/** A key pair of age: what is sealed to the recipient, only the identity opens. */
export interface KeyPair {
  /** Public, `age1…`. */
  readonly recipient: string;
  /** Secret, `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
}

/** @see https://age-encryption.org/v1 */
export async function makeKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** @throws ToolError for what is no recipient. It is not shown: it may be an identity that got into the wrong place */
export async function encrypt(content: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new ToolError(
      'PLANS_RECIPIENT is no recipient: age1 and 58 letters and digits, as `npm run seal-key` prints it.',
    );
  }
  return encrypter.encrypt(content);
}

/** @throws ToolError that says whether the identity or the content is the wrong one */
export async function decrypt(sealed: Uint8Array, identity: string, file: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new ToolError(
      'PLANS_IDENTITY is no identity: the line AGE-SECRET-KEY-1… that `npm run seal-key` wrote.',
    );
  }
  try {
    return await decrypter.decrypt(sealed);
  } catch (error) {
    throw new ToolError(
      /no identity matched/.test((error as Error).message)
        ? `${file} is sealed to another recipient: PLANS_IDENTITY does not belong to the PLANS_RECIPIENT that it was sealed with.`
        : `${file} is no sealed plans, or is cut off or damaged: ${(error as Error).message}.`,
    );
  }
}
