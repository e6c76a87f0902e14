/** The account on the emulator of an environment that names none. */
export const EMULATED_ACCOUNT = '123456789012';

const SECRET = 'emulator';

/** Account and region on an emulator, as SDK clients take them. */
export interface ClientPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings of every client of the emulator, which takes an access key of 12 digits for the account itself. */
export const emulatorPlace = (
  endpoint: string,
  { account = EMULATED_ACCOUNT, region }: { readonly account?: string | undefined; readonly region: string },
): ClientPlace => ({
  endpoint,
  region,
  credentials: { accessKeyId: account, secretAccessKey: SECRET },
});

/**
 * AWS environment for an account: credentials of an emulator become those of the account, all others stay.
 *
 * @param account undefined for that of the credentials
 */
export const inAccount = (env: NodeJS.ProcessEnv, account: string | undefined): NodeJS.ProcessEnv =>
  account === undefined || env['AWS_SECRET_ACCESS_KEY'] !== SECRET
    ? env
    : { ...env, AWS_ACCESS_KEY_ID: account };

/** The same for the account and region of an ARN. */
export function placeOf(endpoint: string, arn: string): ClientPlace {
  const [, , , region = '', account = ''] = arn.split(':');
  return emulatorPlace(endpoint, { account, region });
}

/** A client for each account and region, made once, by any ARN there. */
export function clientsByArn<Client>(
  endpoint: string,
  create: (place: ClientPlace) => Client,
): (arn: string) => Client {
  const made = new Map<string, Client>();
  return (arn) => {
    const place = placeOf(endpoint, arn);
    const key = `${place.region} ${place.credentials.accessKeyId}`;
    const client = made.get(key) ?? create(place);
    made.set(key, client);
    return client;
  };
}
