-- step 1: transaction
BEGIN;
-- statement 1.1 + unique app.gets.later3  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.gets ADD CONSTRAINT later3 UNIQUE (b, a) DEFERRABLE;

-- statement 1.2 + unique app.named.later2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.named ADD CONSTRAINT later2 UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;

-- statement 1.3 ~ row app."Odd ""T x".a  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Odd ""T x" (code, name) VALUES ('a', 'AA')
ON CONFLICT ON CONSTRAINT "Odd ""T x_pkey" DO UPDATE SET name = excluded.name;

-- statement 1.4 ~ row app.named.a  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.named (code, name) VALUES ('a', 'AA')
ON CONFLICT ON CONSTRAINT "the ""Key x" DO UPDATE SET name = excluded.name;

-- statement 1.5 + row app."Odd ""T x".b  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Odd ""T x" (code, name) VALUES ('b', 'B')
ON CONFLICT ON CONSTRAINT "Odd ""T x_pkey" DO UPDATE SET name = excluded.name;

-- statement 1.6 + row app.named.b  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.named (code, name) VALUES ('b', 'B')
ON CONFLICT ON CONSTRAINT "the ""Key x" DO UPDATE SET name = excluded.name;

-- statement 1.7 + row app.gets."2, 1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.gets (a, b) VALUES (2, 1)
ON CONFLICT ON CONSTRAINT gets_pkey DO NOTHING;
COMMIT;
