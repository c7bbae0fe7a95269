-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.new
CREATE TABLE app.new (
  "Odd ""C x" int4range,
  CONSTRAINT "Odd ""E 1" EXCLUDE USING gist ("Odd ""C x" WITH &&),
  CONSTRAINT later EXCLUDE USING gist ("Odd ""C x" WITH &&) DEFERRABLE
);

-- statement 1.2 + exclusion app.new."Odd ""E 2"
ALTER TABLE app.new ADD CONSTRAINT "Odd ""E 2" EXCLUDE USING gist ("Odd ""C x" WITH &&);

-- statement 1.3 + comment exclusion.app.new."Odd ""E 2"
COMMENT ON CONSTRAINT "Odd ""E 2" ON app.new IS 'The same again';
COMMIT;
