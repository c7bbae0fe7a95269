-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.second;

-- statement 1.2 - view app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Fir ""V x";

-- statement 1.3 + view app."Fir ""V x"
CREATE VIEW app."Fir ""V x" AS
SELECT a AS y,
    b AS x
   FROM app.items;

-- statement 1.4 + view app.second
CREATE VIEW app.second AS
SELECT x,
    y
   FROM app."Fir ""V x";
COMMIT;
