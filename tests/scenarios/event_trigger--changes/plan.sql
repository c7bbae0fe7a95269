-- step 1: transaction
BEGIN;
-- statement 1.1 - event_trigger "Eve ""E x"
DROP EVENT TRIGGER "Eve ""E x";

-- statement 1.2 - event_trigger dropped
DROP EVENT TRIGGER dropped;

-- statement 1.3 ~ event_trigger state
ALTER EVENT TRIGGER state DISABLE;

-- statement 1.4 + event_trigger "Eve ""E x"
CREATE EVENT TRIGGER "Eve ""E x" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE VIEW') EXECUTE FUNCTION app.on_ddl();

-- statement 1.5 + event_trigger added
CREATE EVENT TRIGGER added ON ddl_command_start EXECUTE FUNCTION app.on_ddl();
COMMIT;
