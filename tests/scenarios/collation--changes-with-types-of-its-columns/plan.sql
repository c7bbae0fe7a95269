-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Ite ""T x".by_name  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_name;

-- statement 1.2 - default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" DROP DEFAULT;

-- statement 1.3 - domain app.unused  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP DOMAIN app.unused;

-- statement 1.4 ~ collation app."Odd ""T x"
ALTER DOMAIN app.used RENAME TO used_old;

-- statement 1.5 ~ collation app."Odd ""T x"
ALTER COLLATION app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.6 ~ collation app."Odd ""T x"
CREATE COLLATION app."Odd ""T x" (LOCALE = 'POSIX');

-- statement 1.7 ~ collation app."Odd ""T x"
CREATE DOMAIN app.used AS character varying COLLATE app."Odd ""T x";

-- statement 1.8 ~ collation app."Odd ""T x"
SET LOCAL search_path TO app, public;

-- statement 1.9 ~ collation app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DATA TYPE text COLLATE app."Odd ""T x" USING upper("Col ""C x") || '!', ALTER COLUMN n SET DATA TYPE integer USING n::integer, ALTER COLUMN plain SET DATA TYPE character varying(5), ALTER COLUMN d SET DATA TYPE app.used USING d::text::app.used, ALTER COLUMN same SET DATA TYPE text COLLATE app."Odd ""T x";

-- statement 1.10 ~ collation app."Odd ""T x"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.11 ~ collation app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.used_old;

-- statement 1.12 ~ collation app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP COLLATION app."Odd ""T x_old";

-- statement 1.13 ~ column app."Ite ""T x"."Col ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET NOT NULL;

-- statement 1.14 ~ column app."Ite ""T x"."Col ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET STORAGE EXTERNAL;

-- statement 1.15 ~ enum app.state
ALTER TYPE app.state RENAME TO state_old;

-- statement 1.16 ~ enum app.state
CREATE TYPE app.state AS ENUM ('new', 'open');

-- statement 1.17 ~ enum app.state
SET LOCAL search_path TO app, public;

-- statement 1.18 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN s SET DATA TYPE text USING s || '!';

-- statement 1.19 ~ enum app.state
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.20 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.state_old;

-- statement 1.21 + domain app.unused
CREATE DOMAIN app.unused AS text COLLATE app."Odd ""T x";

-- statement 1.22 + default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DEFAULT 'y'::text;

-- statement 1.23 + index app."Ite ""T x".by_name  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_name ON app."Ite ""T x" USING btree ("Col ""C x", plain);
COMMIT;
