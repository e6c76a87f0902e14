import type { Database } from './database';
import { ok, Route } from './http';

/** Vets and their specialties. */
export function vets(database: Database): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/vets',
      handle: async (request) => {
        const [rows, specialties] = await Promise.all([
          database.rows('SELECT id, first_name, last_name FROM vets ORDER BY id'),
          database.rows(
            'SELECT vet_id, id, name FROM vet_specialties JOIN specialties ON id = specialty_id ORDER BY LOWER(name)',
          ),
        ]);
        const answer = rows.map((row) => {
          const own = specialties.filter(({ vet_id }) => vet_id === row['id']);
          return {
            id: row['id'],
            firstName: row['first_name'],
            lastName: row['last_name'],
            specialties: own.map(({ id, name }) => ({ id, name })),
            nrOfSpecialties: own.length,
          };
        });
        return ok(request, answer);
      },
    },
  ];
}
