-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.other.to_odd  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.other DROP CONSTRAINT to_odd;

-- statement 1.2 - check app."Odd ""T x".wide  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT wide;

-- statement 1.3 ~ column app."Odd ""T x".id
SET LOCAL search_path TO app, public;

-- statement 1.4 ~ column app."Odd ""T x".id and 3 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "wi dth" SET DATA TYPE bigint, ALTER COLUMN n SET DATA TYPE integer, ALTER COLUMN u SET DATA TYPE uuid USING u::uuid;

-- statement 1.5 ~ column app."Odd ""T x".id
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ column app.other.id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.other ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN odd SET DATA TYPE bigint;

-- statement 1.7 + check app."Odd ""T x".wide  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT wide CHECK (("wi dth" > 0));

-- statement 1.8 + foreign_key app.other.to_odd  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.other ADD CONSTRAINT to_odd FOREIGN KEY (odd) REFERENCES app."Odd ""T x"(id);
COMMIT;
