"""Every statement that the assistant can cause. Values are parameters; no text of a model is in one."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from .budget import Budget
from .database import CommitUnknownError, Database
from .errors import UnavailableError

Record = dict[str, object]
"""A row with what belongs to it, as JSON for the model."""

# MySQL ends a query of these that runs for longer than 4 s; other servers take the hint for a comment.
# https://dev.mysql.com/doc/refman/8.0/en/optimizer-hints.html#optimizer-hints-execution-time
_OWNERS = """
SELECT /*+ MAX_EXECUTION_TIME(4000) */ o.id, o.first_name, o.last_name, o.address, o.city, o.telephone,
       p.id, p.name, t.name, p.birth_date
FROM (SELECT * FROM owners WHERE last_name LIKE %s ORDER BY id LIMIT %s) o
LEFT JOIN pets p ON p.owner_id = o.id
LEFT JOIN types t ON t.id = p.type_id
ORDER BY o.id, p.id"""
_OWNER = ("id", "firstName", "lastName", "address", "city", "telephone")

_OWNER_NAME = "SELECT /*+ MAX_EXECUTION_TIME(4000) */ first_name, last_name FROM owners WHERE id = %s"

_VETS = """
SELECT /*+ MAX_EXECUTION_TIME(4000) */ v.id, v.first_name, v.last_name, s.name
FROM (SELECT * FROM vets ORDER BY id LIMIT %s) v
LEFT JOIN vet_specialties vs ON vs.vet_id = v.id
LEFT JOIN specialties s ON s.id = vs.specialty_id
ORDER BY v.id, s.name"""

_ADD_OWNER = """
INSERT INTO owners (first_name, last_name, address, city, telephone) VALUES (%s, %s, %s, %s, %s)"""

_ADD_PET = "INSERT INTO pets (owner_id, name, birth_date, type_id) VALUES (%s, %s, %s, %s)"

# Whether a row is the one that was inserted.
_IS_OWNER = """
SELECT 1 FROM owners
WHERE first_name = %s AND last_name = %s AND address = %s AND city = %s AND telephone = %s AND id = %s"""

_IS_PET = (
    "SELECT 1 FROM pets WHERE owner_id = %s AND name = %s AND birth_date = %s AND type_id = %s AND id = %s"
)


class Repository:
    """Owners, pets and vets. Each method raises UnavailableError when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def owners(self, last_name_prefix: str, limit: int, budget: Budget) -> list[Record]:
        """The first `limit` owners by id whose last names begin so; an empty prefix fits all."""
        prefix = last_name_prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._database.rows(_OWNERS, (f"{prefix}%", limit), budget)
        return [
            {
                **dict(zip(_OWNER, owner, strict=True)),
                "pets": [
                    {"id": pet, "name": name, "type": kind, "birthDate": born and born.isoformat()}
                    for *_, pet, name, kind, born in group
                    if pet is not None
                ],
            }
            for owner, group in groupby(rows, lambda row: row[:6])
        ]

    def owner_name(self, owner_id: object, budget: Budget) -> str | None:
        """First and last name; None when there is no such owner."""
        rows = self._database.rows(_OWNER_NAME, (owner_id,), budget)
        return " ".join(rows[0]) if rows else None

    def vets(self, limit: int, budget: Budget) -> list[Record]:
        """The first `limit` vets by id."""
        rows = self._database.rows(_VETS, (limit,), budget)
        return [
            {"firstName": first, "lastName": last, "specialties": [row[3] for row in group if row[3]]}
            for (_, first, last), group in groupby(rows, itemgetter(0, 1, 2))
        ]

    def add_owner(self, owner: Record, budget: Budget) -> int:
        """The id of the owner, who is committed. Raises RefusedByDatabaseError."""
        return self._insert(_ADD_OWNER, _IS_OWNER, [owner[name] for name in _OWNER[1:]], budget)

    def add_pet(self, pet: Record, budget: Budget) -> int:
        """The id of the pet, which is committed. Raises RefusedByDatabaseError."""
        values = [pet[name] for name in ("ownerId", "name", "birthDate", "typeId")]
        return self._insert(_ADD_PET, _IS_PET, values, budget)

    def is_reachable(self, budget: Budget) -> bool:
        """True, or UnavailableError."""
        return self._database.rows("SELECT 1", (), budget) == [(1,)]

    def _insert(self, insert: str, find: str, values: list[object], budget: Budget) -> int:
        try:
            return self._database.insert(insert, values, budget)
        except CommitUnknownError as error:
            if self._database.rows(find, (*values, error.row_id), budget):
                return error.row_id
            raise UnavailableError("database", "COMMIT was not answered, and the row is not there") from error
