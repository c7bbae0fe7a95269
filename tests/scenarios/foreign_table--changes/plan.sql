-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - check app."For ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."For ""T x" DROP CONSTRAINT positive;

-- statement 1.3 - column app."For ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."For ""T x" DROP COLUMN gone;

-- statement 1.4 - foreign_table app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP FOREIGN TABLE app.dropped;

-- statement 1.5 - foreign_table app.moved  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP FOREIGN TABLE app.moved;

-- statement 1.6 ~ foreign_table app."For ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER FOREIGN TABLE app."For ""T x" OPTIONS (SET table_name 'b');

-- statement 1.7 + foreign_table app.added
CREATE FOREIGN TABLE app.added (
  id integer
) SERVER server;

-- statement 1.8 + foreign_table app.moved
CREATE FOREIGN TABLE app.moved (
  id integer
) SERVER other;

-- statement 1.9 ~ column app."For ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."For ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.10 ~ column app."For ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."For ""T x" ALTER COLUMN id OPTIONS (SET column_name 'I');

-- statement 1.11 + column app."For ""T x"."Mor ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."For ""T x" ADD COLUMN "Mor ""C x" text DEFAULT 'm'::text;

-- statement 1.12 + check app."For ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."For ""T x" ADD CONSTRAINT positive CHECK ((id > 0));

-- statement 1.13 + view app.over
CREATE VIEW app.over AS
SELECT id
   FROM app."For ""T x";
COMMIT;
