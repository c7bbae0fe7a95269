-- step 1: transaction
BEGIN;
-- statement 1.1 - publication_table pub."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC406]
ALTER PUBLICATION pub DROP TABLE ONLY app.items;

-- statement 1.2 - publication_table pub."app.third"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC406]
ALTER PUBLICATION pub DROP TABLE ONLY app.third;

-- statement 1.3 + publication_table pub."app.""Odd """"T x"""  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION pub ADD TABLE ONLY app."Odd ""T x";

-- statement 1.4 + publication_table pub."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION pub ADD TABLE ONLY app.items (id, note);
COMMIT;
