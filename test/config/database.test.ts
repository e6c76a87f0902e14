import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseUser, databaseUsers, tables } from '../../src/config/sections/database-user';
import { projectRoot } from '../../tools/support/project';
import { dev, services } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

const GRANTS = 'catalogue.vets-service.database.grants';
const ALLOWED =
  "privileges by table, such as { vets: ['SELECT'] }, on owners, pets, specialties, types, vet_specialties, vets, visits";

/** A catalogue whose second entry, vets-service, has this database. */
const withDatabase = (database: unknown): readonly string[] =>
  problemsOf(
    [dev],
    services.map((service, i) => (i === 1 ? changed(service, { database }) : service)),
  );

describe('grants', () => {
  it.each([
    ['none', {}, [`${GRANTS}: an empty object is not allowed; allowed: ${ALLOWED}`]],
    [
      'a table of the migrations',
      { schema_history: ['SELECT'] },
      [`${GRANTS}.schema_history: "schema_history" is not allowed; allowed: ${ALLOWED}`],
    ],
    [
      'a privilege that changes tables',
      { vets: ['SELECT', 'DROP'] },
      [`${GRANTS}.vets.1: "DROP" is not allowed; allowed: SELECT, INSERT, UPDATE, DELETE`],
    ],
    [
      'an empty list',
      { vets: [] },
      [
        `${GRANTS}.vets: an empty list is not allowed; allowed: at least one of SELECT, INSERT, UPDATE, DELETE`,
      ],
    ],
    [
      'a privilege twice',
      { vets: ['SELECT', 'SELECT'] },
      [
        `${GRANTS}.vets: "SELECT" is there twice; allowed: privileges out of SELECT, INSERT, UPDATE, DELETE, each once`,
      ],
    ],
  ])('%s: says what is allowed', (_, grants, problems) => {
    expect(withDatabase({ user: 'vets', grants })).toEqual(problems);
  });

  it('belong to a user', () => {
    expect(withDatabase({ user: 'vets' })).toEqual([`${GRANTS}: is missing; allowed: ${ALLOWED}`]);
  });
});

describe('users', () => {
  it.each(['petclinic', 'genai', 'root', 'event_scheduler', 'public'])('%s is for no service', (user) => {
    expect(withDatabase({ user, grants: { vets: ['SELECT'] } })).toEqual([
      `catalogue.vets-service.database.user: "${user}" is not for services; allowed: users other than petclinic, genai, admin, event_scheduler, mysql, public, root`,
    ]);
  });

  it.each(['a__b', 'a_', '_a', 'A', 'rdsadmin', 'rdsrepladmin'])(
    '%s is no name of a user, or of its secret',
    (user) => {
      expect(withDatabase({ user, grants: { vets: ['SELECT'] } })).toHaveLength(1);
    },
  );

  it('are those of the services that have a database, and the one of the GenAI function', () => {
    expect(
      databaseUsers({ services: services as readonly { database?: DatabaseUser }[], genai: {} }).map(
        ({ user }) => user,
      ),
    ).toEqual(['customers', 'vets', 'visits', 'genai']);
  });
});

test('turns of passwords are of users that are there, from 1 on', () => {
  const withTurns = (turns: object) => problemsOf([changed(dev, { 'database.passwordTurns': turns })]);
  expect(withTurns({ vets: 2, genai: 3 })).toEqual([]);
  expect(withTurns({ vets: 0 })).toEqual([
    'dev.database.passwordTurns.vets: 0 is not allowed; allowed: a whole number from 1 to 1000000',
  ]);
  expect(problemsOf([changed(dev, { genai: ABSENT, 'database.passwordTurns': { genai: 2 } })])).toEqual([
    'dev.database.passwordTurns.genai: "genai" is not a user of the database; allowed: customers, vets, visits',
  ]);
  expect(withTurns({ vets_2: 2 })).toEqual([
    'dev.database.passwordTurns.vets_2: "vets_2" is not a user of the database; allowed: customers, vets, visits, genai',
  ]);
});

describe('connections', () => {
  // Three services with a database and two connections a task, of which a deployment doubles; 17 connections for the rest.
  const withTasks = (maxTasks: number, maxAcu: number): readonly string[] =>
    problemsOf([
      changed(dev, {
        'database.maxAcu': maxAcu,
        ...Object.fromEntries(services.map(({ name }) => [`services.${name}.maxTasks`, maxTasks])),
      }),
    ]);

  it('fit up to the last one', () => {
    expect(withTasks(6, 1)).toEqual([]);
    expect(withTasks(9, 4)).toEqual([]);
  });

  it('are refused beyond, with how many are needed', () => {
    expect(withTasks(7, 1)).toEqual([
      'dev.database.maxAcu: 1 offers 90 connections, and 101 are needed when every service is deployed at its maxTasks; allowed: more ACU, fewer maxTasks or less cpu, or a smaller genai.reservedConcurrency',
    ]);
  });

  it('of the GenAI function are as many as run at once', () => {
    // 48 connections of the services, 7 for the migration and an administrator.
    const withConcurrency = (reservedConcurrency: number): readonly string[] =>
      problemsOf([changed(dev, { 'genai.reservedConcurrency': reservedConcurrency })]);
    expect(withConcurrency(35)).toEqual([]);
    expect(withConcurrency(36)).toEqual([
      'dev.database.maxAcu: 1 offers 90 connections, and 91 are needed when every service is deployed at its maxTasks; allowed: more ACU, fewer maxTasks or less cpu, or a smaller genai.reservedConcurrency',
    ]);
  });

  it('of services without a database do not count', () => {
    expect(problemsOf([changed(dev, { 'services.admin-server.maxTasks': 10 })])).toEqual([]);
  });
});

test('grants name the tables that the migrations make', () => {
  const folder = join(projectRoot, 'lambdas/db-migrate');
  const sql = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const made = [...sql.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(([, table]) => table);
  expect([...new Set(made)].sort()).toEqual(tables);
});
