-- step 1: transaction
BEGIN;
-- statement 1.1 + primary_key app.taken_over.i  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.taken_over ADD CONSTRAINT i PRIMARY KEY USING INDEX i;

-- statement 1.2 ~ primary_key app.taken_over.i  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.taken_over REPLICA IDENTITY USING INDEX i;

-- statement 1.3 + unique app.goes_unmarked.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.goes_unmarked ADD CONSTRAINT k UNIQUE USING INDEX k;

-- statement 1.4 ~ unique app.goes_unmarked.k  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.goes_unmarked SET WITHOUT CLUSTER;

-- statement 1.5 ~ unique app.goes_unmarked.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.goes_unmarked REPLICA IDENTITY DEFAULT;

-- statement 1.6 + unique app.taken_over.j  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.taken_over ADD CONSTRAINT j UNIQUE USING INDEX j;

-- statement 1.7 ~ unique app.taken_over.j  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.taken_over CLUSTER ON j;

-- statement 1.8 ~ index app."Odd ""T x".a  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" CLUSTER ON a;

-- statement 1.9 ~ index app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" REPLICA IDENTITY USING INDEX a;
COMMIT;
