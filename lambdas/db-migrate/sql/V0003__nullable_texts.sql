-- PetClinic's own schema lets every text be null; its services check what has to be there, and a pet may lack its name.

-- unless: SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'pets' AND column_name = 'name' AND is_nullable = 'YES'
ALTER TABLE pets MODIFY name VARCHAR(30) NULL;

-- unless: SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'owners' AND column_name = 'telephone' AND is_nullable = 'YES'
ALTER TABLE owners
  MODIFY first_name VARCHAR(30) NULL,
  MODIFY last_name VARCHAR(30) NULL,
  MODIFY address VARCHAR(255) NULL,
  MODIFY city VARCHAR(80) NULL,
  MODIFY telephone VARCHAR(20) NULL;

-- unless: SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'types' AND column_name = 'name' AND is_nullable = 'YES'
ALTER TABLE types MODIFY name VARCHAR(80) NULL;

-- unless: SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'vets' AND column_name = 'last_name' AND is_nullable = 'YES'
ALTER TABLE vets MODIFY first_name VARCHAR(30) NULL, MODIFY last_name VARCHAR(30) NULL;

-- unless: SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'specialties' AND column_name = 'name' AND is_nullable = 'YES'
ALTER TABLE specialties MODIFY name VARCHAR(80) NULL;
