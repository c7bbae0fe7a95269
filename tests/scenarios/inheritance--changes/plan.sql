-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.child."app.""One """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child NO INHERIT app."One ""T x";

-- statement 1.2 - inheritance app.moved."app.two"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moved NO INHERIT app.two;

-- statement 1.3 - inheritance app.swapped."app.""One """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.swapped NO INHERIT app."One ""T x";

-- statement 1.4 + inheritance app.child."app.three"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child INHERIT app.three;

-- statement 1.5 + inheritance app.swapped."app.""One """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.swapped INHERIT app."One ""T x";
COMMIT;
