-- schemactl plan 1
-- parent: d0f48d1f8f61985eecdc0daf5b4f3e993f067a30dbe1854b429fb66288eac2db
-- from: 18/f066f3d529418b54c0bbbf8e837f592b  to: 18/cf22f9efec8e6de4e848805c74f87e88
-- structure: 448f874dd1739b95acf163549838e9e5 → f9803e648f8756ac8fe0f83c59a56e03
-- changes: 4   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:bc0e1c2c3e2de218da47695f687eba8ce9d3801fefe451e3356928a204452184

-- step 1: transaction
BEGIN;
-- statement 1.1 + index gateway.sessions.sessions_machine_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX sessions_machine_idx ON gateway.sessions USING btree (machine_id);

-- statement 1.2 + index gateway.sessions.sessions_open_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX sessions_open_idx ON gateway.sessions USING btree (COALESCE(last_message_at, started_at)) WHERE (status <> 'closed'::gateway.session_status);

-- statement 1.3 + index gateway.sessions.sessions_user_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX sessions_user_idx ON gateway.sessions USING btree (user_id, started_at DESC);

-- statement 1.4 + comment index.gateway.sessions.sessions_open_idx  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX gateway.sessions_open_idx IS 'What the clean-up reads';
COMMIT;
