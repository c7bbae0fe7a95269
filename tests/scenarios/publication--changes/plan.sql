-- step 1: transaction
BEGIN;
-- statement 1.1 - publication_table "Pub ""P x"."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC406]
ALTER PUBLICATION "Pub ""P x" DROP TABLE ONLY app.items;

-- statement 1.2 - publication dropped  [SC406]
DROP PUBLICATION dropped;

-- statement 1.3 ~ column app.items.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.4 ~ publication "Pub ""P x"  [SC406]
ALTER PUBLICATION "Pub ""P x" SET (publish = 'insert', publish_via_partition_root = true);

-- statement 1.5 ~ publication everything  [SC406]
ALTER PUBLICATION everything SET (publish = 'insert');

-- statement 1.6 + publication added
CREATE PUBLICATION added;

-- statement 1.7 + publication_table "Pub ""P x"."app.""Odd """"T x"""  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION "Pub ""P x" ADD TABLE ONLY app."Odd ""T x";

-- statement 1.8 + publication_table "Pub ""P x"."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION "Pub ""P x" ADD TABLE ONLY app.items WHERE ((id > 1));
COMMIT;
