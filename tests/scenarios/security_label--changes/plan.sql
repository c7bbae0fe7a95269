-- step 1: transaction
BEGIN;
-- statement 1.1 - security_label schema.app.anon  [SC602]
SECURITY LABEL FOR anon ON SCHEMA app IS NULL;

-- statement 1.2 - security_label table.app.people.anon  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR anon ON TABLE app.people IS NULL;

-- statement 1.3 - security_label column.app.people."Odd ""C x".anon  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR anon ON COLUMN app.people."Odd ""C x" IS NULL;

-- statement 1.4 - view app.names  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.names;

-- statement 1.5 ~ function app.f.integer
CREATE OR REPLACE FUNCTION app.f(integer)
RETURNS integer
LANGUAGE sql
RETURN ($1 + 1);

-- statement 1.6 ~ column app.people.email  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.people ALTER COLUMN email SET DATA TYPE character varying(99);

-- statement 1.7 + view app.names
CREATE VIEW app.names AS
SELECT id,
    email
   FROM app.people;

-- statement 1.8 ~ security_label table.app.people.other  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR other ON TABLE app.people IS 'less';

-- statement 1.9 ~ security_label column.app.people.email.anon  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR anon ON COLUMN app.people.email IS 'MASKED WITH FUNCTION anon.partial_email(email)';

-- statement 1.10 + security_label column.app.people."Odd ""C x"."Odd ""P x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR "Odd ""P x" ON COLUMN app.people."Odd ""C x" IS E'a\\b';

-- statement 1.11 + security_label view.app.names.anon  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC602]
SECURITY LABEL FOR anon ON VIEW app.names IS 'v';
COMMIT;
