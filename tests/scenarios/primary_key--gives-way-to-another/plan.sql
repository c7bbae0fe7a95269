-- step 1: transaction
BEGIN;
-- statement 1.1 ~ unique app.leaves_its_name.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.leaves_its_name RENAME CONSTRAINT a TO c;

-- statement 1.2 ~ unique app.leaves_its_name.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.leaves_its_name RENAME CONSTRAINT b TO a;

-- statement 1.3 - foreign_key app.refers.f  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.refers DROP CONSTRAINT f;

-- statement 1.4 - unique app.becomes_primary.u  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.becomes_primary DROP CONSTRAINT u;

-- statement 1.5 - primary_key app."Odd ""T x"."p ""1"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "p ""1";

-- statement 1.6 - primary_key app.allows_null.allows_null_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.allows_null DROP CONSTRAINT allows_null_pkey;

-- statement 1.7 - primary_key app.both.both_1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."both" DROP CONSTRAINT both_1;

-- statement 1.8 - primary_key app.only_unique.only_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.only_unique DROP CONSTRAINT only_pkey;

-- statement 1.9 - primary_key app.taken_over.taken_1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.taken_over DROP CONSTRAINT taken_1;

-- statement 1.10 ~ column app.allows_null.x  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.allows_null ALTER COLUMN x DROP NOT NULL;

-- statement 1.11 + primary_key app."Odd ""T x"."p ""2"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "p ""2" PRIMARY KEY (y);

-- statement 1.12 + primary_key app.allows_null.allows_null_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.allows_null ADD CONSTRAINT allows_null_pkey PRIMARY KEY (y);

-- statement 1.13 + primary_key app.becomes_primary.becomes_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.becomes_primary ADD CONSTRAINT becomes_pkey PRIMARY KEY (x);

-- statement 1.14 + primary_key app.both.both_2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."both" ADD CONSTRAINT both_2 PRIMARY KEY (y);

-- statement 1.15 + primary_key app.taken_over.taken_2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.taken_over ADD CONSTRAINT taken_2 PRIMARY KEY USING INDEX taken_2;

-- statement 1.16 + unique app.both.both_x  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."both" ADD CONSTRAINT both_x UNIQUE (x);

-- statement 1.17 + unique app.only_unique.only_key  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.only_unique ADD CONSTRAINT only_key UNIQUE (x, y);

-- statement 1.18 + unique app.taken_over.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.taken_over ADD CONSTRAINT b UNIQUE (x);

-- statement 1.19 + foreign_key app.refers.f  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.refers ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES app.becomes_primary(x);
COMMIT;
