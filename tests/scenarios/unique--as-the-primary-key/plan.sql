-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.new
CREATE TABLE app.new (
  "Odd ""C x" integer NOT NULL,
  b integer,
  CONSTRAINT new_pkey PRIMARY KEY ("Odd ""C x"),
  CONSTRAINT twice UNIQUE (b)
);

-- statement 1.2 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET NOT NULL;

-- statement 1.3 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (id);

-- statement 1.4 + unique app."Odd ""T x"."Odd ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""U x" UNIQUE (id);

-- statement 1.5 + unique app.new."Odd ""U 2"
ALTER TABLE app.new ADD CONSTRAINT "Odd ""U 2" UNIQUE ("Odd ""C x");

-- statement 1.6 + unique app.new.twice_again
ALTER TABLE app.new ADD CONSTRAINT twice_again UNIQUE (b);

-- statement 1.7 + comment unique.app."Odd ""T x"."Odd ""U x"
COMMENT ON CONSTRAINT "Odd ""U x" ON app."Odd ""T x" IS 'The same again';
COMMIT;
