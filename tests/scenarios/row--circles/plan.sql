-- step 1: transaction
BEGIN;
-- statement 1.1 + row app.heads."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.heads (id, team) VALUES (2, NULL)
ON CONFLICT (id) DO UPDATE SET team = excluded.team;

-- statement 1.2 + row app."Te ""M x"."2" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Te ""M x" (id, head, up) VALUES
  (2, NULL, NULL),
  (3, NULL, NULL)
ON CONFLICT (id) DO UPDATE SET head = excluded.head, up = excluded.up;

-- statement 1.3 ~ row app.heads."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.heads (id, team) VALUES (2, 2)
ON CONFLICT (id) DO UPDATE SET team = excluded.team;

-- statement 1.4 ~ row app."Te ""M x"."2" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Te ""M x" (id, head, up) VALUES
  (2, 2, 3),
  (3, NULL, 2)
ON CONFLICT (id) DO UPDATE SET head = excluded.head, up = excluded.up;
COMMIT;
