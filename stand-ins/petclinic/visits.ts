import type { Database, Row } from './database';
import { ok, Route } from './http';
import { date, day, int, objectOf, pathInt, positiveId, Refusal, text } from './values';

const MAX_DESCRIPTION = 8192;
const VISITS = 'SELECT id, visit_date, description, pet_id FROM visits';

const visit = (row: Row): object => ({
  id: row['id'],
  date: row['visit_date'],
  description: row['description'],
  petId: row['pet_id'],
});

/** Visits of pets. */
export function visits(database: Database): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/owners/*/pets/{petId}/visits',
      handle: async (request) => {
        const body = objectOf(await request.json());
        const petId = positiveId(request.variables['petId'] ?? '');
        const description = text(body['description']);
        if ((description?.length ?? 0) > MAX_DESCRIPTION) throw new Refusal(400);
        const visited = day('date' in body ? date(body['date']) : new Date());
        let id = body['id'] === undefined || body['id'] === null ? undefined : int(body['id']);
        if (id === undefined) {
          id = await database.write('INSERT INTO visits (visit_date, description, pet_id) VALUES (?, ?, ?)', [
            visited,
            description,
            petId,
          ]);
        } else {
          // A visit with an id is one that exists, to the service.
          const found = await database.rows('SELECT id FROM visits WHERE id = ?', [id]);
          if (found.length === 0) throw new Error(`no visit ${id} to change`);
          await database.write('UPDATE visits SET visit_date = ?, description = ?, pet_id = ? WHERE id = ?', [
            visited,
            description,
            petId,
            id,
          ]);
        }
        return ok(request, { id, date: visited, description, petId }, 201);
      },
    },
    {
      method: 'GET',
      pattern: '/owners/*/pets/{petId}/visits',
      handle: async (request) => {
        const petId = positiveId(request.variables['petId'] ?? '');
        const rows = await database.rows(`${VISITS} WHERE pet_id = ? ORDER BY id`, [petId]);
        return ok(request, rows.map(visit));
      },
    },
    {
      method: 'GET',
      pattern: '/pets/visits',
      handle: async (request) => {
        const values = request.query.getAll('petId');
        if (values.length === 0) throw new Refusal(400);
        const ids = values.flatMap((value) =>
          value
            .split(',')
            .filter((part) => part !== '')
            .map(pathInt),
        );
        const rows =
          ids.length === 0 ? [] : await database.rows(`${VISITS} WHERE pet_id IN (?) ORDER BY id`, [ids]);
        return ok(request, { items: rows.map(visit) });
      },
    },
  ];
}
