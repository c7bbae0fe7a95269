-- step 1: transaction
BEGIN;
-- statement 1.1 - domain_check app."Ema ""D x"."Ema ""D x_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app."Ema ""D x" DROP CONSTRAINT "Ema ""D x_check";

-- statement 1.2 - domain_check app.checked.low  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app.checked DROP CONSTRAINT low;

-- statement 1.3 - domain app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP DOMAIN app.dropped;

-- statement 1.4 ~ domain app."Ema ""D x"
ALTER DOMAIN app."Ema ""D x" DROP NOT NULL;

-- statement 1.5 ~ domain app.checked  [SC209]
ALTER DOMAIN app.checked SET NOT NULL;

-- statement 1.6 + domain app.added
CREATE DOMAIN app.added AS text COLLATE pg_catalog."C" NOT NULL;

-- statement 1.7 ~ domain_default app."Ema ""D x".default
ALTER DOMAIN app."Ema ""D x" SET DEFAULT 'c@d'::text;

-- statement 1.8 + domain_check app."Ema ""D x"."Ema ""D x_check"  [SC209]
ALTER DOMAIN app."Ema ""D x" ADD CONSTRAINT "Ema ""D x_check" CHECK ((VALUE ~ '.@.'::text));

-- statement 1.9 + domain_check app.checked."Hig ""K x"  [SC209]
ALTER DOMAIN app.checked ADD CONSTRAINT "Hig ""K x" CHECK ((VALUE < 50));
COMMIT;
