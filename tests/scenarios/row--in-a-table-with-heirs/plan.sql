-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Kin ""D s"."2"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Kin ""D s" WHERE id = 2;

-- statement 1.2 ~ row app."Kin ""D s"."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Kin ""D s" (id, label) VALUES (1, 'one')
ON CONFLICT (id) DO UPDATE SET label = excluded.label;
COMMIT;
