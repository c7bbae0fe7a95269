-- step 1: transaction
BEGIN;
-- statement 1.1 - index app.becomes_full.f  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.f;

-- statement 1.2 ~ index app.goes."goes 'I"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.goes REPLICA IDENTITY DEFAULT;

-- statement 1.3 - index app.goes."goes 'I"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app."goes 'I";

-- statement 1.4 - index app.is_made_anew.i  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.i;

-- statement 1.5 ~ unique app.gives_way.u  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.gives_way REPLICA IDENTITY DEFAULT;

-- statement 1.6 - unique app.gives_way.u  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.gives_way DROP CONSTRAINT u;

-- statement 1.7 ~ table app.becomes_full  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.becomes_full REPLICA IDENTITY FULL;

-- statement 1.8 + primary_key app.gives_way.gives_way_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.gives_way ADD CONSTRAINT gives_way_pkey PRIMARY KEY (x);

-- statement 1.9 ~ index app.hands_on.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.hands_on REPLICA IDENTITY USING INDEX a;

-- statement 1.10 + index app.is_made_anew.i  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX i ON app.is_made_anew USING btree (y);

-- statement 1.11 ~ index app.is_made_anew.i  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.is_made_anew REPLICA IDENTITY USING INDEX i;
COMMIT;
