import { z } from 'zod';
import { allow, distinct, oneOf, text } from '../fields';
import { refused, type Problem } from '../problem';

/** Privileges that an application can have on a table. */
const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** Tables that the migrations make; those that the migration function keeps for itself are not among them. */
export const tables: readonly string[] = [
  'owners',
  'pets',
  'specialties',
  'types',
  'vet_specialties',
  'vets',
  'visits',
];

const GRANTS_ALLOWED = `privileges by table, such as { vets: ['SELECT'] }, on ${tables.join(', ')}`;

/** A user of the database and, by table, its privileges. The migration function makes it so. */
export const databaseUserShape = {
  /** Name of the first account; the second, which takes turns with it, ends in `_2`. */
  user: text(
    /^(?=.{1,30}$)(?!rds|.*_2$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
    '1 to 30 lower-case letters, digits and inner underscores, a letter first, not beginning with rds nor ending in _2, such as vets',
  ),
  grants: z
    .record(
      z.string().refine((table) => tables.includes(table)),
      distinct(oneOf(privileges), `privileges out of ${privileges.join(', ')}`).refine(
        (list) => list.length > 0,
        allow(`at least one of ${privileges.join(', ')}`),
      ),
      allow(GRANTS_ALLOWED),
    )
    .refine((grants) => Object.keys(grants).length > 0, allow(GRANTS_ALLOWED)),
};

/** The GenAI function's user. Its tools list owners and vets, and add owners and pets. */
export const genaiUser: DatabaseUser = {
  user: 'genai',
  grants: {
    owners: ['SELECT', 'INSERT'],
    pets: ['SELECT', 'INSERT'],
    types: ['SELECT'],
    vets: ['SELECT'],
    specialties: ['SELECT'],
    vet_specialties: ['SELECT'],
  },
};

/** Turns of passwords are of users that are there. */
export function* turnProblems(
  turns: Readonly<Record<string, unknown>>,
  users: readonly (string | undefined)[],
): Iterable<Problem> {
  for (const user of Object.keys(turns)) {
    if (users.includes(user)) continue;
    const allowed = users.filter((each) => each !== undefined).join(', ');
    yield refused(`database.passwordTurns.${user}`, user, 'is not a user of the database', allowed);
  }
}

/** The administrator, which RDS makes. */
export const ADMIN_USER = 'petclinic';

/** Users that a service cannot have: those of others, and those that MySQL keeps for itself. Those of RDS begin with `rds`. */
export const reservedUsers: readonly string[] = [
  ADMIN_USER,
  genaiUser.user,
  'admin',
  'event_scheduler',
  'mysql',
  'public',
  'root',
];

export interface DatabaseUser {
  readonly user: string;
  readonly grants: Readonly<Record<string, readonly (typeof privileges)[number][]>>;
}

/** Users that log into the database of an environment, without its administrator. */
export const databaseUsers = ({
  services,
  genai,
}: {
  readonly services: readonly { readonly database?: DatabaseUser }[];
  readonly genai?: object | undefined;
}): DatabaseUser[] => [
  ...services.flatMap(({ database }) => database ?? []),
  ...(genai === undefined ? [] : [genaiUser]),
];
