-- step 1: transaction
BEGIN;
-- statement 1.1 ~ domain_check app."Odd ""D x".known
SET LOCAL search_path TO app, pg_temp;

-- statement 1.2 + domain_check app."Odd ""D x".known  [SC209]
ALTER DOMAIN app."Odd ""D x" ADD CONSTRAINT known CHECK (app."Is ""F x"(VALUE));

-- statement 1.3 ~ domain_check app."Odd ""D x".known
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.4 ~ column app."Odd ""T x".number
SET LOCAL search_path TO app, pg_temp;

-- statement 1.5 + column app."Odd ""T x".number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN number text NOT NULL DEFAULT app.next_number();

-- statement 1.6 ~ column app."Odd ""T x".number
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.7 + column app."Odd ""T x".other  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN other bigint DEFAULT app.pinned();

-- statement 1.8 ~ check app."Odd ""T x".is_known
SET LOCAL search_path TO app, pg_temp;

-- statement 1.9 + check app."Odd ""T x".is_known  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT is_known CHECK (app."Is ""F x"(number));

-- statement 1.10 ~ check app."Odd ""T x".is_known
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
