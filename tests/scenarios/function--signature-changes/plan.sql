-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app.items.tri  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER tri ON app.items;

-- statement 1.2 - policy app.items.pol  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY pol ON app.items;

-- statement 1.3 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.4 - index app.items.by_it  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_it;

-- statement 1.5 - check app.items.che  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.items DROP CONSTRAINT che;

-- statement 1.6 - default app.items.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN id DROP DEFAULT;

-- statement 1.7 - column app.items.made  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items DROP COLUMN made;

-- statement 1.8 - function app."Do ""It x".integer
DROP FUNCTION app."Do ""It x"(integer);

-- statement 1.9 + function app."Do ""It x".integer
CREATE FUNCTION app."Do ""It x"(integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$select $1::bigint + 1$$;

-- statement 1.10 + column app.items.made  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app.items ADD COLUMN made bigint GENERATED ALWAYS AS (app."Do ""It x"(1)) STORED;

-- statement 1.11 + default app.items.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN id SET DEFAULT app."Do ""It x"(1);

-- statement 1.12 + check app.items.che  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.items ADD CONSTRAINT che CHECK ((app."Do ""It x"(id) > 0));

-- statement 1.13 + index app.items.by_it  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_it ON app.items USING btree (app."Do ""It x"(id));

-- statement 1.14 + view app.over
CREATE VIEW app.over AS
SELECT app."Do ""It x"(id) AS more
   FROM app.items;

-- statement 1.15 + policy app.items.pol  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY pol ON app.items USING ((app."Do ""It x"(id) > 0));

-- statement 1.16 + trigger app.items.tri  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER tri BEFORE UPDATE ON app.items FOR EACH ROW WHEN ((app."Do ""It x"(new.id) > 0)) EXECUTE FUNCTION app.fired();

-- statement 1.17 + comment function.app."Do ""It x".integer
COMMENT ON FUNCTION app."Do ""It x"(integer) IS 'kept';

-- statement 1.18 + privilege function.app."Do ""It x".integer."PUBLIC"
REVOKE EXECUTE ON FUNCTION app."Do ""It x"(integer) FROM PUBLIC;

-- statement 1.19 + privilege function.app."Do ""It x".integer.rw
GRANT EXECUTE ON FUNCTION app."Do ""It x"(integer) TO rw;
COMMIT;
