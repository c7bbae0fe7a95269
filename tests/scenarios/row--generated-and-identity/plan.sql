-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Ge ""N x"."2"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Ge ""N x" WHERE id = 2;

-- statement 1.2 ~ row app."Ge ""N x"."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ge ""N x" (id, n, no) OVERRIDING SYSTEM VALUE VALUES (1, 10, 7)
ON CONFLICT (id) DO UPDATE SET n = excluded.n, no = excluded.no;

-- statement 1.3 + row app."Ge ""N x"."30"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ge ""N x" (id, n, no) OVERRIDING SYSTEM VALUE VALUES (30, 3, 60)
ON CONFLICT (id) DO UPDATE SET n = excluded.n, no = excluded.no;

-- statement 1.4 + row app."Ge ""N x"."30"
SELECT pg_catalog.setval(s.sequence, s.highest) FROM (SELECT pg_catalog.pg_get_serial_sequence('app."Ge ""N x"', 'id')::pg_catalog.regclass AS sequence, max(id) AS highest FROM app."Ge ""N x") s
WHERE s.highest > coalesce(pg_catalog.pg_sequence_last_value(s.sequence), 0);

-- statement 1.5 + row app."Ge ""N x"."30"
SELECT pg_catalog.setval(s.sequence, s.highest) FROM (SELECT pg_catalog.pg_get_serial_sequence('app."Ge ""N x"', 'no')::pg_catalog.regclass AS sequence, max(no) AS highest FROM app."Ge ""N x") s
WHERE s.highest > coalesce(pg_catalog.pg_sequence_last_value(s.sequence), 0);
COMMIT;
