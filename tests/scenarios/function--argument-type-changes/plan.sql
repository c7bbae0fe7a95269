-- step 1: transaction
BEGIN;
-- statement 1.1 + function app."Do ""It x".bigint
CREATE FUNCTION app."Do ""It x"(bigint)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select $1::integer$$;

-- statement 1.2 ~ view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.over AS
SELECT app."Do ""It x"((1)::bigint) AS one;

-- statement 1.3 - function app."Do ""It x".integer
DROP FUNCTION app."Do ""It x"(integer);
COMMIT;
