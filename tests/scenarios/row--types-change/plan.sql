-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Ki ""N x".id
SET LOCAL search_path TO app, public;

-- statement 1.2 ~ column app."Ki ""N x".id and 4 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC307]
ALTER TABLE app."Ki ""N x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN n SET DATA TYPE integer USING n::int, ALTER COLUMN at SET DATA TYPE timestamp with time zone, ALTER COLUMN rate SET DATA TYPE numeric(8,3), ALTER COLUMN code SET DATA TYPE text;

-- statement 1.3 ~ column app."Ki ""N x".id
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.4 ~ row app."Ki ""N x"."1" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ki ""N x" (id, n, at, rate, code) VALUES
  (1, 7, '2026-01-01 00:00:00+00', 1.500, 'a'),
  (2, 9, '2026-01-01 11:00:00+00', 2.125, 'bcd')
ON CONFLICT (id) DO UPDATE SET n = excluded.n, at = excluded.at, rate = excluded.rate, code = excluded.code;
COMMIT;
