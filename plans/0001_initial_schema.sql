-- schemactl plan 1
-- parent: -
-- from: 18/71ee55f2de02d7e5fba5ffe1212bf6d6  to: 18/334bd4535bd54e019d8d30099de85c25
-- structure: a565b2bc33a49fecc827b849707e057a → 84d256fee384371811765e423454e402
-- changes: 149   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:13632e42edb106d6b9850c7d3f058bcc33892868748692a67edecded1a8c0750

-- step 1: transaction
BEGIN;
-- statement 1.1 + schema gateway
CREATE SCHEMA gateway;

-- statement 1.2 + enum gateway.delivery_status
CREATE TYPE gateway.delivery_status AS ENUM ('queued', 'sent', 'failed');

-- statement 1.3 + enum gateway.message_direction
CREATE TYPE gateway.message_direction AS ENUM ('inbound', 'outbound');

-- statement 1.4 + enum gateway.session_status
CREATE TYPE gateway.session_status AS ENUM ('open', 'idle', 'closed');

-- statement 1.5 + enum gateway.user_role
CREATE TYPE gateway.user_role AS ENUM ('viewer', 'member', 'admin', 'owner');

-- statement 1.6 + domain gateway.slug
CREATE DOMAIN gateway.slug AS text
  CONSTRAINT slug_check CHECK ((VALUE ~ '^[a-z][a-z0-9-]{1,62}$'::text));

-- statement 1.7 + function gateway.note_message
CREATE FUNCTION gateway.note_message()
RETURNS trigger
LANGUAGE plpgsql
SET search_path TO pg_catalog
AS $$begin
  update gateway.sessions set last_message_at = new.sent_at where id = new.session_id;
  return null;
end
$$;

-- statement 1.8 + function gateway.touch_updated_at
CREATE FUNCTION gateway.touch_updated_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path TO pg_catalog
AS $$begin
  new.updated_at := now();
  return new;
end
$$;

-- statement 1.9 + table gateway.api_keys
CREATE TABLE gateway.api_keys (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id bigint NOT NULL,
  prefix character(8) NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}'::text[],
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_prefix_key UNIQUE (prefix)
);

-- statement 1.10 + table gateway.deliveries
CREATE TABLE gateway.deliveries (
  message_id bigint NOT NULL,
  webhook_id bigint NOT NULL,
  status gateway.delivery_status NOT NULL DEFAULT 'queued'::gateway.delivery_status,
  attempts smallint NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL DEFAULT now(),
  error text,
  CONSTRAINT deliveries_pkey PRIMARY KEY (message_id, webhook_id)
);

-- statement 1.11 + table gateway.messages
CREATE TABLE gateway.messages (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  session_id uuid NOT NULL,
  direction gateway.message_direction NOT NULL,
  body jsonb NOT NULL,
  size integer GENERATED ALWAYS AS (octet_length((body)::text)) STORED,
  sent_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_size_limit CHECK ((octet_length((body)::text) <= 1048576))
);

-- statement 1.12 ~ table gateway.messages  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE gateway.messages ENABLE ROW LEVEL SECURITY;

-- statement 1.13 + table gateway.organizations
CREATE TABLE gateway.organizations (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  slug gateway.slug NOT NULL,
  name text NOT NULL,
  seats integer NOT NULL DEFAULT 5,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_slug_key UNIQUE (slug),
  CONSTRAINT organizations_seats_positive CHECK ((seats > 0))
);

-- statement 1.14 + table gateway.routes
CREATE TABLE gateway.routes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id bigint NOT NULL,
  "position" integer NOT NULL,
  pattern text NOT NULL,
  target jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT routes_pkey PRIMARY KEY (id),
  CONSTRAINT routes_position_key UNIQUE (organization_id, "position") DEFERRABLE INITIALLY DEFERRED
);

-- statement 1.15 + table gateway.sessions
CREATE TABLE gateway.sessions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id bigint NOT NULL,
  status gateway.session_status NOT NULL DEFAULT 'open'::gateway.session_status,
  client_address inet,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  last_message_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_closed_has_end CHECK (((status = 'closed'::gateway.session_status) = (ended_at IS NOT NULL))),
  CONSTRAINT sessions_end_after_start CHECK ((ended_at >= started_at))
);

-- statement 1.16 ~ table gateway.sessions  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE gateway.sessions ENABLE ROW LEVEL SECURITY;

-- statement 1.17 + table gateway.users
CREATE TABLE gateway.users (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id bigint NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role gateway.user_role NOT NULL DEFAULT 'member'::gateway.user_role,
  email_domain text GENERATED ALWAYS AS (lower(split_part(email, '@'::text, 2))) STORED,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_has_at CHECK ((POSITION(('@'::text) IN (email)) > 1))
);

-- statement 1.18 + table gateway.webhooks
CREATE TABLE gateway.webhooks (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id bigint NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL DEFAULT '{message}'::text[],
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhooks_pkey PRIMARY KEY (id),
  CONSTRAINT webhooks_url_is_https CHECK ((url ~~ 'https://%'::text))
);

-- statement 1.19 + index gateway.api_keys.api_keys_expiry_idx
CREATE INDEX api_keys_expiry_idx ON gateway.api_keys USING btree (expires_at) WHERE (revoked_at IS NULL);

-- statement 1.20 + index gateway.api_keys.api_keys_user_idx
CREATE INDEX api_keys_user_idx ON gateway.api_keys USING btree (user_id);

-- statement 1.21 + index gateway.deliveries.deliveries_due_idx
CREATE INDEX deliveries_due_idx ON gateway.deliveries USING btree (next_attempt_at) WHERE (status = 'queued'::gateway.delivery_status);

-- statement 1.22 + index gateway.deliveries.deliveries_webhook_idx
CREATE INDEX deliveries_webhook_idx ON gateway.deliveries USING btree (webhook_id);

-- statement 1.23 + index gateway.messages.messages_session_idx
CREATE INDEX messages_session_idx ON gateway.messages USING btree (session_id, sent_at DESC) INCLUDE (direction);

-- statement 1.24 + index gateway.users.users_email_key
CREATE UNIQUE INDEX users_email_key ON gateway.users USING btree (lower(email));

-- statement 1.25 + index gateway.users.users_organization_idx
CREATE INDEX users_organization_idx ON gateway.users USING btree (organization_id, email_domain);

-- statement 1.26 + index gateway.webhooks.webhooks_organization_idx
CREATE INDEX webhooks_organization_idx ON gateway.webhooks USING btree (organization_id);

-- statement 1.27 + foreign_key gateway.api_keys.api_keys_user_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.api_keys ADD CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES gateway.users(id) ON DELETE CASCADE;

-- statement 1.28 + foreign_key gateway.deliveries.deliveries_message_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.deliveries ADD CONSTRAINT deliveries_message_id_fkey FOREIGN KEY (message_id) REFERENCES gateway.messages(id) ON DELETE CASCADE;

-- statement 1.29 + foreign_key gateway.deliveries.deliveries_webhook_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.deliveries ADD CONSTRAINT deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES gateway.webhooks(id) ON DELETE CASCADE;

-- statement 1.30 + foreign_key gateway.messages.messages_session_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.messages ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES gateway.sessions(id) ON DELETE CASCADE;

-- statement 1.31 + foreign_key gateway.routes.routes_organization_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.routes ADD CONSTRAINT routes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES gateway.organizations(id) ON DELETE CASCADE;

-- statement 1.32 + foreign_key gateway.sessions.sessions_user_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.sessions ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES gateway.users(id) ON DELETE CASCADE;

-- statement 1.33 + foreign_key gateway.users.users_organization_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.users ADD CONSTRAINT users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES gateway.organizations(id) ON DELETE CASCADE;

-- statement 1.34 + foreign_key gateway.webhooks.webhooks_organization_id_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE gateway.webhooks ADD CONSTRAINT webhooks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES gateway.organizations(id) ON DELETE CASCADE;

-- statement 1.35 + view gateway.open_sessions
CREATE VIEW gateway.open_sessions WITH (security_invoker=true) AS
SELECT s.id,
    s.user_id,
    u.name,
    u.role,
    s.started_at,
    s.last_message_at
   FROM (gateway.sessions s
     JOIN gateway.users u ON ((u.id = s.user_id)))
  WHERE (s.status <> 'closed'::gateway.session_status);

-- statement 1.36 + policy gateway.messages.messages_of_own_sessions
CREATE POLICY messages_of_own_sessions ON gateway.messages FOR SELECT USING ((EXISTS ( SELECT
   FROM gateway.sessions s
  WHERE (s.id = messages.session_id))));

-- statement 1.37 + policy gateway.sessions.own_sessions
CREATE POLICY own_sessions ON gateway.sessions USING ((user_id = ( SELECT (NULLIF(current_setting('gateway.user_id'::text, true), ''::text))::bigint AS "nullif")));

-- statement 1.38 + trigger gateway.api_keys.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.api_keys FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.39 + trigger gateway.messages.note_message
CREATE TRIGGER note_message AFTER INSERT ON gateway.messages FOR EACH ROW EXECUTE FUNCTION gateway.note_message();

-- statement 1.40 + trigger gateway.organizations.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.organizations FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.41 + trigger gateway.routes.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.routes FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.42 + trigger gateway.users.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.users FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.43 + trigger gateway.webhooks.touch
CREATE TRIGGER touch BEFORE UPDATE ON gateway.webhooks FOR EACH ROW EXECUTE FUNCTION gateway.touch_updated_at();

-- statement 1.44 + comment enum.gateway.message_direction
COMMENT ON TYPE gateway.message_direction IS 'Seen from the gateway';

-- statement 1.45 + comment function.gateway.touch_updated_at
COMMENT ON FUNCTION gateway.touch_updated_at() IS 'Keeps updated_at true, whoever writes';

-- statement 1.46 + comment function.gateway.note_message
COMMENT ON FUNCTION gateway.note_message() IS 'A session knows when it was last heard of';

-- statement 1.47 + comment table.gateway.organizations
COMMENT ON TABLE gateway.organizations IS 'Who pays';

-- statement 1.48 + comment table.gateway.users
COMMENT ON TABLE gateway.users IS 'People who sign in';

-- statement 1.49 + comment column.gateway.users.email_domain
COMMENT ON COLUMN gateway.users.email_domain IS 'For single sign-on by company';

-- statement 1.50 + comment table.gateway.api_keys
COMMENT ON TABLE gateway.api_keys IS 'How programs sign in; only the hash is kept';

-- statement 1.51 + comment table.gateway.routes
COMMENT ON TABLE gateway.routes IS 'Which messages go where, first match wins';

-- statement 1.52 + comment table.gateway.messages
COMMENT ON TABLE gateway.messages IS 'Append only';

-- statement 1.53 + comment column.gateway.messages.size
COMMENT ON COLUMN gateway.messages.size IS 'What is billed';

-- statement 1.54 + comment view.gateway.open_sessions
COMMENT ON VIEW gateway.open_sessions IS 'Who is connected now';

-- statement 1.55 + comment schema.gateway
COMMENT ON SCHEMA gateway IS 'Between people and their machines';
COMMIT;
