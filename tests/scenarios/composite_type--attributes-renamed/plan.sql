-- step 1: transaction
BEGIN;
-- statement 1.1 ~ composite_type app."Addr ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TYPE app."Addr ""T x" RENAME ATTRIBUTE "Zip ""C x" TO postcode CASCADE;

-- statement 1.2 ~ composite_type app."Addr ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TYPE app."Addr ""T x" RENAME ATTRIBUTE town TO "Zip ""C x" CASCADE;

-- statement 1.3 ~ composite_type app."Addr ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TYPE app."Addr ""T x" ADD ATTRIBUTE country text CASCADE;
COMMIT;
