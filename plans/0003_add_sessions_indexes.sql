-- schemactl plan 1
-- parent: 9076effd470b519551b1f2cb86364d6e055f8d3e2f96594711a0aca682f1dfb1
-- from: 18/a72c64e33cae80cdab7652e466007f69  to: 18/e3c0ee58ac5b874d06eb1cbbc6602ca9
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
