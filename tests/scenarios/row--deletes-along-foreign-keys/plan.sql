-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Cur ""T x"."C"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Cur ""T x" WHERE code = 'C';

-- statement 1.2 ~ row app."Cur ""T x"."A"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
INSERT INTO app."Cur ""T x" (code, name, sign) VALUES ('A', 'a', '#')
ON CONFLICT (code) DO UPDATE SET name = excluded.name, sign = excluded.sign;

-- statement 1.3 ~ row app.kept."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kept (id, cur) VALUES (2, 'A')
ON CONFLICT (id) DO UPDATE SET cur = excluded.cur;

-- statement 1.4 - row app."Cur ""T x"."B"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Cur ""T x" WHERE code = 'B';
COMMIT;
