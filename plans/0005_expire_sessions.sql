-- schemactl plan 1
-- parent: 3f95ed4c22538c45dc600103924c05d28f872614138a1c2e8202de639fba4f84
-- from: 18/1c649867db3162f78ad60c60f372f0a4  to: 18/30aeab39e47fe058e74632f6ce5c4fc5
-- structure: e8fb1cd77a7cf3125ff64a3ce86634f5 → e8fb1cd77a7cf3125ff64a3ce86634f5
-- changes: 4   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:c11c762bc1faeb1de3701ae54cb0d2d8c7911843b27d5468a746315591f7a719

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum gateway.session_status
ALTER TYPE gateway.session_status ADD VALUE 'expired';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 - index gateway.sessions.sessions_open_idx  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX gateway.sessions_open_idx;

-- statement 2.2 - check gateway.sessions.sessions_closed_has_end  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE gateway.sessions DROP CONSTRAINT sessions_closed_has_end;

-- statement 2.3 + check gateway.sessions.sessions_closed_has_end  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE gateway.sessions ADD CONSTRAINT sessions_closed_has_end CHECK (((status = ANY (ARRAY['closed'::gateway.session_status, 'expired'::gateway.session_status])) = (ended_at IS NOT NULL)));

-- statement 2.4 + index gateway.sessions.sessions_open_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX sessions_open_idx ON gateway.sessions USING btree (COALESCE(last_message_at, started_at)) WHERE (status = ANY (ARRAY['open'::gateway.session_status, 'idle'::gateway.session_status]));

-- statement 2.5 ~ view gateway.open_sessions  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW gateway.open_sessions WITH (security_invoker=true) AS
SELECT s.id,
    s.user_id,
    u.display_name AS name,
    u.role,
    s.started_at,
    s.last_message_at
   FROM (gateway.sessions s
     JOIN gateway.users u ON ((u.id = s.user_id)))
  WHERE (s.status = ANY (ARRAY['open'::gateway.session_status, 'idle'::gateway.session_status]));

-- statement 2.6 + comment index.gateway.sessions.sessions_open_idx  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX gateway.sessions_open_idx IS 'What the clean-up reads';
COMMIT;

-- step 3: data
BEGIN;
-- statement 3.1 ! data
-- Of these nobody has heard for 30 days: they did not end, they expired.
UPDATE sessions
SET status = 'expired', ended_at = coalesce(last_message_at, started_at)
WHERE status IN ('open', 'idle') AND coalesce(last_message_at, started_at) < now() - interval '30 days';
COMMIT;
