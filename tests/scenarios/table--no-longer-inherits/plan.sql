-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.child."app.""One """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child NO INHERIT app."One ""T x";

-- statement 1.2 ~ column app.child.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child RENAME CONSTRAINT "One ""T x_id_not_null" TO child_id_not_null;
COMMIT;
