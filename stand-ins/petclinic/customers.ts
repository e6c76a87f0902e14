import type { Database, Row } from './database';
import { NO_CONTENT, ok, Request, Route } from './http';
import { date, day, digits, int, notBlank, objectOf, pathInt, positiveId, Refusal, text } from './values';

const PETS = `SELECT pets.id, pets.name, pets.birth_date, pets.owner_id, types.id AS type_id, types.name AS type_name,
  owners.first_name, owners.last_name
  FROM pets JOIN types ON types.id = pets.type_id JOIN owners ON owners.id = pets.owner_id`;

/** Order of pets by name without regard to case; those without a name come last. */
function byName(one: Row, other: Row): number {
  const [a, b] = [one['name'], other['name']].map((name) =>
    name === null ? null : String(name).toLowerCase(),
  );
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return String(a) < String(b) ? -1 : Number(a !== b);
}

const pet = (row: Row): object => ({
  id: row['id'],
  name: row['name'],
  birthDate: row['birth_date'],
  type: { id: row['type_id'], name: row['type_name'] },
});

const owner = (row: Row, pets: readonly Row[]): object => ({
  id: row['id'],
  firstName: row['first_name'],
  lastName: row['last_name'],
  address: row['address'],
  city: row['city'],
  telephone: row['telephone'],
  pets: pets
    .filter(({ owner_id }) => owner_id === row['id'])
    .sort(byName)
    .map(pet),
});

async function ownerFields(request: Request): Promise<string[]> {
  const { firstName, lastName, address, city, telephone } = objectOf(await request.json());
  return [
    ...[firstName, lastName, address, city].map((value) => notBlank(value)),
    digits(notBlank(telephone), 12),
  ];
}

async function petFields(request: Request) {
  const { id, birthDate, name, typeId } = objectOf(await request.json());
  return { id: int(id), birthDate: date(birthDate), name: text(name), typeId: int(typeId) };
}

/** Owners and their pets. */
export function customers(database: Database): Route[] {
  const exists = async (id: number): Promise<void> => {
    const found = await database.rows('SELECT id FROM owners WHERE id = ?', [id]);
    if (found.length === 0) throw new Refusal(404);
  };
  const petType = async (id: number): Promise<Row | undefined> =>
    (await database.rows('SELECT id, name FROM types WHERE id = ?', [id]))[0];

  return [
    {
      method: 'GET',
      pattern: '/owners',
      handle: async (request) => {
        const [owners, pets] = await Promise.all([
          database.rows('SELECT * FROM owners ORDER BY id'),
          database.rows(`${PETS} ORDER BY pets.id`),
        ]);
        return ok(
          request,
          owners.map((row) => owner(row, pets)),
        );
      },
    },
    {
      method: 'POST',
      pattern: '/owners',
      handle: async (request) => {
        const fields = await ownerFields(request);
        const [firstName, lastName, address, city, telephone] = fields;
        const id = await database.write(
          'INSERT INTO owners (first_name, last_name, address, city, telephone) VALUES (?, ?, ?, ?, ?)',
          fields,
        );
        return ok(request, { id, firstName, lastName, address, city, telephone, pets: [] }, 201);
      },
    },
    {
      method: 'GET',
      pattern: '/owners/{id}',
      handle: async (request) => {
        const id = positiveId(request.variables['id'] ?? '');
        const [row] = await database.rows('SELECT * FROM owners WHERE id = ?', [id]);
        if (row === undefined) return ok(request, null);
        return ok(
          request,
          owner(row, await database.rows(`${PETS} WHERE pets.owner_id = ? ORDER BY pets.id`, [id])),
        );
      },
    },
    {
      method: 'PUT',
      pattern: '/owners/{id}',
      handle: async (request) => {
        const id = positiveId(request.variables['id'] ?? '');
        const fields = await ownerFields(request);
        await exists(id);
        await database.write(
          'UPDATE owners SET first_name = ?, last_name = ?, address = ?, city = ?, telephone = ? WHERE id = ?',
          [...fields, id],
        );
        return NO_CONTENT;
      },
    },
    {
      method: 'GET',
      pattern: '/petTypes',
      handle: async (request) => ok(request, await database.rows('SELECT id, name FROM types ORDER BY name')),
    },
    {
      method: 'POST',
      pattern: '/owners/{id}/pets',
      handle: async (request) => {
        const ownerId = positiveId(request.variables['id'] ?? '');
        const { birthDate, name, typeId } = await petFields(request);
        await exists(ownerId);
        const type = await petType(typeId);
        // Without a type the database refuses it, as it does to the service.
        const id = await database.write(
          'INSERT INTO pets (name, birth_date, type_id, owner_id) VALUES (?, ?, ?, ?)',
          [name, day(birthDate), type?.['id'] ?? null, ownerId],
        );
        const timestamp = birthDate?.toISOString().replace('Z', '+00:00') ?? null;
        return ok(request, { id, name, birthDate: timestamp, type }, 201);
      },
    },
    {
      method: 'GET',
      pattern: '/owners/*/pets/{petId}',
      handle: async (request) => {
        const [row] = await database.rows(`${PETS} WHERE pets.id = ?`, [
          pathInt(request.variables['petId'] ?? ''),
        ]);
        if (row === undefined) throw new Refusal(404);
        const { id, name, birthDate, type } = pet(row) as Record<string, unknown>;
        return ok(request, { id, name, owner: `${row['first_name']} ${row['last_name']}`, birthDate, type });
      },
    },
    {
      // The id in the path is not read.
      method: 'PUT',
      pattern: '/owners/*/pets/{petId}',
      handle: async (request) => {
        const { id, birthDate, name, typeId } = await petFields(request);
        const [row] = await database.rows('SELECT type_id FROM pets WHERE id = ?', [id]);
        if (row === undefined) throw new Refusal(404);
        const type = (await petType(typeId))?.['id'] ?? row['type_id'];
        await database.write('UPDATE pets SET name = ?, birth_date = ?, type_id = ? WHERE id = ?', [
          name,
          day(birthDate),
          type,
          id,
        ]);
        return NO_CONTENT;
      },
    },
  ];
}
