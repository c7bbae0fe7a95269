-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM public."Odd ""T x" WHERE "no ""te" IS NULL AND code NOT IN ('a')) THEN
    RAISE not_null_violation USING MESSAGE = 'public."Odd ""T x" has rows without a value for "no ""te", which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 + row public."Odd ""T x".a  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO public."Odd ""T x" (code, "no ""te") VALUES ('a', 'one')
ON CONFLICT (code) DO UPDATE SET "no ""te" = excluded."no ""te";

-- statement 1.3 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE public."Odd ""T x" ALTER COLUMN "no ""te" SET NOT NULL;

-- statement 1.4 + not_null_comment column.public."Odd ""T x"."no ""te"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Odd ""T x_no ""te_not_null" ON public."Odd ""T x" IS 'Never';
COMMIT;
