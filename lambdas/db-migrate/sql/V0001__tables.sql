-- Spring PetClinic's tables, under the names that its JPA entities give them. The collation is one that both MySQL and
-- MariaDB have.

CREATE TABLE IF NOT EXISTS owners (
  id         INT          NOT NULL AUTO_INCREMENT,
  first_name VARCHAR(30)  NOT NULL,
  last_name  VARCHAR(30)  NOT NULL,
  address    VARCHAR(255) NOT NULL,
  city       VARCHAR(80)  NOT NULL,
  telephone  VARCHAR(20)  NOT NULL,
  PRIMARY KEY (id),
  INDEX owners_last_name (last_name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS types (
  id   INT         NOT NULL AUTO_INCREMENT,
  name VARCHAR(80) NOT NULL,
  PRIMARY KEY (id),
  INDEX types_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- A form may leave the birth date out.
CREATE TABLE IF NOT EXISTS pets (
  id         INT         NOT NULL AUTO_INCREMENT,
  name       VARCHAR(30) NOT NULL,
  birth_date DATE,
  type_id    INT         NOT NULL,
  owner_id   INT         NOT NULL,
  PRIMARY KEY (id),
  INDEX pets_name (name),
  CONSTRAINT pets_type FOREIGN KEY (type_id) REFERENCES types (id),
  CONSTRAINT pets_owner FOREIGN KEY (owner_id) REFERENCES owners (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- visits-service takes descriptions of up to 8192 characters.
CREATE TABLE IF NOT EXISTS visits (
  id          INT NOT NULL AUTO_INCREMENT,
  pet_id      INT NOT NULL,
  visit_date  DATE,
  description VARCHAR(8192),
  PRIMARY KEY (id),
  CONSTRAINT visits_pet FOREIGN KEY (pet_id) REFERENCES pets (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS vets (
  id         INT         NOT NULL AUTO_INCREMENT,
  first_name VARCHAR(30) NOT NULL,
  last_name  VARCHAR(30) NOT NULL,
  PRIMARY KEY (id),
  INDEX vets_last_name (last_name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS specialties (
  id   INT         NOT NULL AUTO_INCREMENT,
  name VARCHAR(80) NOT NULL,
  PRIMARY KEY (id),
  INDEX specialties_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS vet_specialties (
  vet_id       INT NOT NULL,
  specialty_id INT NOT NULL,
  PRIMARY KEY (vet_id, specialty_id),
  CONSTRAINT vet_specialties_vet FOREIGN KEY (vet_id) REFERENCES vets (id),
  CONSTRAINT vet_specialties_specialty FOREIGN KEY (specialty_id) REFERENCES specialties (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
