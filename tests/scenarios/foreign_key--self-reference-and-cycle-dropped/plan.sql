-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app."Hen ""T x"."Hen ""T x_egg_fkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Hen ""T x" DROP CONSTRAINT "Hen ""T x_egg_fkey";

-- statement 1.2 - foreign_key app."Hen ""T x"."Hen ""T x_mother_fkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Hen ""T x" DROP CONSTRAINT "Hen ""T x_mother_fkey";

-- statement 1.3 - foreign_key app.egg.egg_hen_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.egg DROP CONSTRAINT egg_hen_fkey;

-- statement 1.4 - table app."Hen ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Hen ""T x";
COMMIT;
