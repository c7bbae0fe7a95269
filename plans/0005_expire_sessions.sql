-- schemactl plan 1
-- parent: 69415d8de0ac0b272fdaaf30f90ba6dbf97881b31203f016ff43f28c765693fb
-- from: 18/192879b972d0c6c1ca3561da0f156756  to: 18/4c707022610bf5f9c1ea46886703d8f9
-- structure: e8fb1cd77a7cf3125ff64a3ce86634f5 → e8fb1cd77a7cf3125ff64a3ce86634f5
-- changes: 4   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:fecb8ef9ecc14587cb667cd5d9f194d9cdf8dba47b37037fa5038d39f448df64

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
UPDATE gateway.sessions
SET status = 'expired', ended_at = coalesce(last_message_at, started_at)
WHERE status IN ('open', 'idle') AND coalesce(last_message_at, started_at) < now() - interval '30 days';
COMMIT;
