-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."Other ""T x"
CREATE TABLE app."Other ""T x" OF app."Odd ""T x" (
  "a b" WITH OPTIONS NOT NULL,
  CONSTRAINT "Other ""T x_pkey" PRIMARY KEY (id)
);

-- statement 1.2 ~ view app.a_view  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.a_view AS
SELECT "a b"
   FROM app."Other ""T x";

-- statement 1.3 - table app."All ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."All ""T x";
COMMIT;
