-- schemactl plan 1
-- parent: 6ba42c7f021587c5fe37d03cfcf0b21893f332260dbfa97f0c5f51f28e00b888
-- from: 18/334bd4535bd54e019d8d30099de85c25  to: 18/a72c64e33cae80cdab7652e466007f69
-- structure: 84d256fee384371811765e423454e402 → 448f874dd1739b95acf163549838e9e5
-- changes: 26   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:f28076b32f7035f738d3563a8a02bfc8aa7d736a985ad69b867de138eeb1c0e0

-- step 1: transaction
BEGIN;
-- statement 1.1 + table gateway.machine_labels
CREATE TABLE gateway.machine_labels (
  machine_id bigint NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  CONSTRAINT machine_labels_pkey PRIMARY KEY (machine_id, key)
);

-- statement 1.2 + table gateway.machines
CREATE TABLE gateway.machines (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id bigint NOT NULL,
  hostname text NOT NULL,
  address inet NOT NULL,
  enrolled_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT machines_pkey PRIMARY KEY (id),
  CONSTRAINT machines_hostname_key UNIQUE (organization_id, hostname)
);

-- statement 1.3 + column gateway.sessions.machine_id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE gateway.sessions ADD COLUMN machine_id bigint;

-- statement 1.4 + index gateway.machine_labels.machine_labels_key_idx
CREATE INDEX machine_labels_key_idx ON gateway.machine_labels USING btree (key, value);

-- statement 1.5 + index gateway.machines.machines_enrolled_by_idx
CREATE INDEX machines_enrolled_by_idx ON gateway.machines USING btree (enrolled_by);

-- statement 1.6 + foreign_key gateway.machine_labels.machine_labels_machine_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.machine_labels ADD CONSTRAINT machine_labels_machine_id_fkey FOREIGN KEY (machine_id) REFERENCES gateway.machines(id) ON DELETE CASCADE;

-- statement 1.7 + foreign_key gateway.machines.machines_enrolled_by_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.machines ADD CONSTRAINT machines_enrolled_by_fkey FOREIGN KEY (enrolled_by) REFERENCES gateway.users(id) ON DELETE SET NULL;

-- statement 1.8 + foreign_key gateway.machines.machines_organization_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.machines ADD CONSTRAINT machines_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES gateway.organizations(id) ON DELETE CASCADE;

-- statement 1.9 + foreign_key gateway.sessions.sessions_machine_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.sessions ADD CONSTRAINT sessions_machine_id_fkey FOREIGN KEY (machine_id) REFERENCES gateway.machines(id) ON DELETE SET NULL;

-- statement 1.10 + trigger gateway.machines.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.machines FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.11 + comment table.gateway.machines
COMMENT ON TABLE gateway.machines IS 'What people connect to';
COMMIT;
