-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.events."La ""B el"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.events RENAME COLUMN tag TO "La ""B el";

-- statement 1.2 + unique app.events_0."events_0_tenant_La ""B el_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.events_0 ADD CONSTRAINT "events_0_tenant_La ""B el_key" UNIQUE (tenant, "La ""B el") DEFERRABLE;

-- statement 1.3 + unique app.events.events_label  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.events ADD CONSTRAINT events_label UNIQUE (tenant, "La ""B el") DEFERRABLE;
COMMIT;
