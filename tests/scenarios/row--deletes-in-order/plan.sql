-- step 1: transaction
BEGIN;
-- statement 1.1 - row app.a."9"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.a WHERE id = 9;

-- statement 1.2 - row app.c."1"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.c WHERE id = 1;

-- statement 1.3 - row app."Be ""T x"."1"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Be ""T x" WHERE id = 1;

-- statement 1.4 - row app.a."3" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.a WHERE id IN (3, 2);
COMMIT;
