-- step 1: transaction
BEGIN;
-- statement 1.1 ~ view app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.first RENAME TO "Fir ""V x";

-- statement 1.2 ~ materialized_view app."Sto ""M x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app.stored RENAME TO "Sto ""M x";
COMMIT;
