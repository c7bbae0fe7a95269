-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.second;

-- statement 1.2 - view app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Fir ""V x";

-- statement 1.3 + materialized_view app."Fir ""V x"
CREATE MATERIALIZED VIEW app."Fir ""V x" AS
SELECT id
   FROM app.items;

-- statement 1.4 + view app.second
CREATE VIEW app.second AS
SELECT id
   FROM app."Fir ""V x";
COMMIT;
