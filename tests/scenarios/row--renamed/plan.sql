-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Co ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.countries RENAME TO "Co ""U x";

-- statement 1.2 ~ column app."Co ""U x"."Ke ""Y x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Co ""U x" RENAME COLUMN code TO "Ke ""Y x";

-- statement 1.3 ~ column app."Co ""U x".label  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Co ""U x" RENAME COLUMN name TO label;

-- statement 1.4 ~ primary_key app."Co ""U x"."Co ""U x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Co ""U x" RENAME CONSTRAINT countries_pkey TO "Co ""U x_pkey";

-- statement 1.5 - row app."Co ""U x".fr  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Co ""U x" WHERE "Ke ""Y x" = 'fr';

-- statement 1.6 ~ column app."Co ""U x"."Ke ""Y x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Co ""U x" RENAME CONSTRAINT countries_code_not_null TO "Co ""U x_Ke ""Y x_not_null";

-- statement 1.7 ~ column app."Co ""U x".label  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Co ""U x" RENAME CONSTRAINT countries_name_not_null TO "Co ""U x_label_not_null";

-- statement 1.8 ~ row app."Co ""U x".de  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Co ""U x" ("Ke ""Y x", label, other) VALUES ('de', 'Deutschland', 'a')
ON CONFLICT ("Ke ""Y x") DO UPDATE SET label = excluded.label, other = excluded.other;

-- statement 1.9 + row app."Co ""U x".ch  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Co ""U x" ("Ke ""Y x", label, other) VALUES ('ch', 'Schweiz', 'c')
ON CONFLICT ("Ke ""Y x") DO UPDATE SET label = excluded.label, other = excluded.other;
COMMIT;
