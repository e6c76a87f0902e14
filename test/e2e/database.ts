import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/support/project';
import { adminLogin, Answer, errorsOf, sql, userLogin } from './sql';
import { World } from './world';

const SQL_FOLDER = join(projectRoot, 'lambdas/db-migrate/sql');

/** MySQL's numbers for what a user may not do: with a table, a database, a column, or at all. */
const DENIED = [1044, 1142, 1143, 1227];
const NO_TLS = [1045, 3159];

/** The rows of each table after the migration. */
const ROWS = { owners: 10, pets: 13, specialties: 3, types: 6, vet_specialties: 5, vets: 6, visits: 4 };
const OWN_TABLES = ['application_users', 'schema_history'];

/** Privileges of each user, by table. */
const MAY: Record<string, Record<string, string[]>> = {
  customers: {
    owners: ['SELECT', 'INSERT', 'UPDATE'],
    pets: ['SELECT', 'INSERT', 'UPDATE'],
    types: ['SELECT'],
  },
  genai: {
    owners: ['SELECT', 'INSERT'],
    pets: ['SELECT', 'INSERT'],
    specialties: ['SELECT'],
    types: ['SELECT'],
    vet_specialties: ['SELECT'],
    vets: ['SELECT'],
  },
  vets: { specialties: ['SELECT'], vet_specialties: ['SELECT'], vets: ['SELECT'] },
  visits: { visits: ['SELECT', 'INSERT', 'UPDATE'] },
};

/** Statements that need a privilege on a table and no other; none of them leaves a trace. */
const PROBES: Record<string, (table: string) => string> = {
  SELECT: (table) => `SELECT 1 FROM ${table} LIMIT 1`,
  INSERT: (table) => `START TRANSACTION; INSERT INTO ${table} () VALUES (); ROLLBACK`,
  UPDATE: (table) => `START TRANSACTION; UPDATE ${table} SET no_such_column = 1; ROLLBACK`,
  DELETE: (table) => `START TRANSACTION; DELETE FROM ${table}; ROLLBACK`,
};

const FORBIDDEN = [
  'CREATE TABLE own (id INT)',
  'ALTER TABLE vets ADD COLUMN note INT',
  'DROP TABLE visits',
  "CREATE USER stranger IDENTIFIED BY 'x'",
  'SELECT user FROM mysql.user',
];

/** Statements that a service or the assistant really runs. */
const WORK: readonly [user: string, what: string, statements: string, rows: string[][]][] = [
  [
    'customers',
    'registers an owner with a pet',
    `INSERT INTO owners (first_name, last_name, address, city, telephone) VALUES ('Ann', 'Lee', '1 A St.', 'Ames', '5155550100');
     SET @owner = LAST_INSERT_ID();
     INSERT INTO pets (name, birth_date, type_id, owner_id) VALUES ('Rex', '2020-01-01', 2, @owner);
     UPDATE owners SET city = 'Boone' WHERE id = @owner;
     SELECT o.city, p.name, t.name FROM owners o JOIN pets p ON p.owner_id = o.id JOIN types t ON t.id = p.type_id WHERE o.id = @owner`,
    [['Boone', 'Rex', 'dog']],
  ],
  [
    'vets',
    'lists vets with their specialties',
    `SELECT v.last_name, s.name FROM vets v JOIN vet_specialties vs ON vs.vet_id = v.id
     JOIN specialties s ON s.id = vs.specialty_id WHERE v.first_name = 'Linda' ORDER BY s.name`,
    [
      ['Douglas', 'dentistry'],
      ['Douglas', 'surgery'],
    ],
  ],
  [
    'visits',
    'books a visit for a pet that it cannot see',
    `INSERT INTO visits (pet_id, visit_date, description) VALUES (7, '2024-05-01', 'check-up');
     SELECT description FROM visits WHERE id = LAST_INSERT_ID()`,
    [['check-up']],
  ],
  [
    'genai',
    'adds a pet to an owner',
    `INSERT INTO pets (name, birth_date, type_id, owner_id) VALUES ('Tom', '2021-01-01', 1, 1);
     SELECT p.name FROM owners o JOIN pets p ON p.owner_id = o.id WHERE o.id = 1 ORDER BY p.id`,
    [['Leo'], ['Tom']],
  ],
];

/** Asks the database itself, with the logins that Secrets Manager holds. */
export function describeDatabase(world: () => World): void {
  const asAdmin = async (statement: string): Promise<Answer> =>
    sql(world(), await adminLogin(world()), statement);

  test("the seven tables have PetClinic's sample rows", async () => {
    const counts = Object.keys(ROWS).map((table) => `SELECT '${table}', COUNT(*) FROM ${table}`);
    expect(await asAdmin(counts.join(' UNION ALL '))).toEqual({
      rows: Object.entries(ROWS).map(([table, rows]) => [table, String(rows)]),
    });
    expect(await asAdmin('SELECT * FROM owners WHERE id = 1')).toEqual({
      rows: [['1', 'George', 'Franklin', '110 W. Liberty St.', 'Madison', '6085551023']],
    });
  });

  test('the history names every SQL file, in order', async () => {
    const files = readdirSync(SQL_FOLDER).sort();
    expect(await asAdmin('SELECT COUNT(*) FROM schema_history')).toEqual({ rows: [[String(files.length)]] });
  });

  describe.each(Object.keys(MAY))('%s', (user) => {
    test('may do with each table what its service needs, and no more', async () => {
      const probes = [...Object.keys(ROWS), ...OWN_TABLES].flatMap((table) =>
        Object.entries(PROBES).map(([privilege, probe]) => ({ table, privilege, line: probe(table) })),
      );
      const errors = await errorsOf(
        world(),
        await userLogin(world(), user),
        probes.map(({ line }) => line),
      );
      const allowed: Record<string, string[]> = {};
      for (const [index, { table, privilege }] of probes.entries()) {
        if (!DENIED.includes(errors[index] ?? 0)) allowed[table] = [...(allowed[table] ?? []), privilege];
      }
      expect(allowed).toEqual(MAY[user]);
    });

    test('may neither change tables nor make users or see them', async () => {
      const errors = await errorsOf(world(), await userLogin(world(), user), FORBIDDEN);
      const done = FORBIDDEN.filter((_, index) => !DENIED.includes(errors[index] ?? 0));
      expect(done).toEqual([]);
    });

    test('is not let in without TLS', async () => {
      const answer = await sql(world(), await userLogin(world(), user), 'SELECT 1', ['--skip-ssl']);
      expect(NO_TLS).toContain('error' in answer ? answer.error : 0);
    });
  });

  test.each(WORK)('%s %s', async (user, _, statements, rows) => {
    const login = await userLogin(world(), user);
    expect(await sql(world(), login, `START TRANSACTION; ${statements}; ROLLBACK`)).toEqual({ rows });
  });
}
