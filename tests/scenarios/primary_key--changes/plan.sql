-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.2 - primary_key app.dropped.dropped_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.dropped DROP CONSTRAINT dropped_pkey;

-- statement 1.3 - primary_key app.renamed.first  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.renamed DROP CONSTRAINT first;

-- statement 1.4 ~ column app.added.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.added ALTER COLUMN a SET NOT NULL;

-- statement 1.5 ~ column app.dropped.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.dropped ALTER COLUMN a DROP NOT NULL;

-- statement 1.6 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY ("Id ""C x") INCLUDE (a);

-- statement 1.7 + primary_key app.added."Key ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.added ADD CONSTRAINT "Key ""P x" PRIMARY KEY (a) DEFERRABLE;

-- statement 1.8 + primary_key app.renamed.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.renamed ADD CONSTRAINT second PRIMARY KEY (a) WITH (fillfactor=70);
COMMIT;
