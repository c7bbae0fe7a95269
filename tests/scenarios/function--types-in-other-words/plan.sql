-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app."Odd ""G x"."integer, interval"
ALTER FUNCTION app."Odd ""F x"(integer, interval) RENAME TO "Odd ""G x";

-- statement 1.2 ~ function app.is_open."app.status"
ALTER FUNCTION app.state(app.status) RENAME TO is_open;

-- statement 1.3 ~ owner function.app.is_open."app.status"
ALTER FUNCTION app.is_open(app.status) OWNER TO evolve_owner;
COMMIT;
