-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.grouped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.grouped;

-- statement 1.2 - foreign_key app.child.child_a_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.child DROP CONSTRAINT child_a_fkey;

-- statement 1.3 - primary_key app."Par ""T x"."Par ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Par ""T x" DROP CONSTRAINT "Par ""T x_pkey";

-- statement 1.4 + primary_key app."Par ""T x"."Par ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "Par ""T x_pkey" PRIMARY KEY (a) INCLUDE (c);

-- statement 1.5 + foreign_key app.child.child_a_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT child_a_fkey FOREIGN KEY (a) REFERENCES app."Par ""T x"(a);

-- statement 1.6 + view app.grouped
CREATE VIEW app.grouped AS
SELECT a,
    c,
    count(*) AS n
   FROM app."Par ""T x" p
  GROUP BY a;
COMMIT;
