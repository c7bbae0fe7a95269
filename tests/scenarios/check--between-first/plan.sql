-- step 1: transaction
BEGIN;
-- statement 1.1 + check app."Odd ""T x".off  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT off CHECK ((("Lat ""C x" NOT BETWEEN ('-90'::integer)::numeric AND (90)::numeric) OR (lon > (3)::numeric) OR (a NOT BETWEEN 'x AND (y)'::text AND 'z'::text)));

-- statement 1.2 + check app."Odd ""T x".on_earth  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT on_earth CHECK ((("Lat ""C x" BETWEEN ('-90'::integer)::numeric AND (90)::numeric) AND (lon BETWEEN ('-180'::integer)::numeric AND (180)::numeric)));

-- statement 1.3 + view app.there
CREATE VIEW app.there AS
SELECT a
   FROM app."Odd ""T x"
  WHERE ((lon BETWEEN (1)::numeric AND (2)::numeric) AND ((lon + (1)::numeric) BETWEEN (2)::numeric AND (3)::numeric) AND (a = ')'::text));
COMMIT;
