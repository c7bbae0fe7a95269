-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - exclusion app."Ite ""T x".apart  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Ite ""T x" DROP CONSTRAINT apart;

-- statement 1.3 - check app."Ite ""T x".wide  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Ite ""T x" DROP CONSTRAINT wide;

-- statement 1.4 - unique app."Ite ""T x"."Ite ""T x_o_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Ite ""T x" DROP CONSTRAINT "Ite ""T x_o_key";

-- statement 1.5 - default app."Ite ""T x"."Ran ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Ran ""C x" DROP DEFAULT;

-- statement 1.6 ~ column app."Ite ""T x".m and 4 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN m SET DATA TYPE text, ALTER COLUMN a SET DATA TYPE text, ALTER COLUMN o SET DATA TYPE text, ALTER COLUMN s SET DATA TYPE text, ALTER COLUMN b SET DATA TYPE text;

-- statement 1.7 - column app."Ite ""T x".w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" DROP COLUMN w;

-- statement 1.8 ~ column app."Ite ""T x"."Ran ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Ran ""C x" SET DATA TYPE text;

-- statement 1.9 ~ column app.parts.o  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.parts ALTER COLUMN o SET DATA TYPE text;

-- statement 1.10 - domain app.piece  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP DOMAIN app.piece;

-- statement 1.11 - composite_type app.pair  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.pair;

-- statement 1.12 - range_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app."Odd ""T x";

-- statement 1.13 - function app."Apa ""F x"."numeric, numeric"
DROP FUNCTION app."Apa ""F x"(numeric, numeric);

-- statement 1.14 - range_type app.ordered  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.ordered;

-- statement 1.15 - operator_class app."Ops ""C x".btree
DROP OPERATOR CLASS app."Ops ""C x" USING btree;

-- statement 1.16 - function app.compared."integer, integer"
DROP FUNCTION app.compared(integer, integer);

-- statement 1.17 + function app."Apa ""F x"."numeric, numeric"
CREATE FUNCTION app."Apa ""F x"(x numeric, y numeric)
RETURNS double precision
LANGUAGE sql
IMMUTABLE STRICT
AS $$select (x - y)::float8$$;

-- statement 1.18 + range_type app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS RANGE (SUBTYPE = numeric, SUBTYPE_DIFF = app."Apa ""F x");

-- statement 1.19 + domain app.piece
CREATE DOMAIN app.piece AS app."Odd ""T x"
  CONSTRAINT not_all CHECK ((NOT isempty(VALUE)));

-- statement 1.20 + function app.compared."integer, integer"
CREATE FUNCTION app.compared(x integer, y integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE STRICT
AS $$select pg_catalog.btint4cmp(x, y)$$;

-- statement 1.21 + operator_class app."Ops ""C x".btree
CREATE OPERATOR CLASS app."Ops ""C x" FOR TYPE integer USING btree AS
  OPERATOR 1 <(integer,integer),
  OPERATOR 2 <=(integer,integer),
  OPERATOR 3 =(integer,integer),
  OPERATOR 4 >=(integer,integer),
  OPERATOR 5 >(integer,integer),
  FUNCTION 1 (integer, integer) app.compared(integer,integer);

-- statement 1.22 + range_type app.ordered
CREATE TYPE app.ordered AS RANGE (SUBTYPE = integer, SUBTYPE_OPCLASS = app."Ops ""C x");

-- statement 1.23 + composite_type app.pair
CREATE TYPE app.pair AS (
  first app."Odd ""T x",
  second app.ordered
);

-- statement 1.24 ~ column app."Ite ""T x"."Ran ""C x" and 5 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Ran ""C x" SET DATA TYPE app."Odd ""T x" USING "Ran ""C x"::app."Odd ""T x", ALTER COLUMN m SET DATA TYPE app."Odd ""T x_multirange" USING m::app."Odd ""T x_multirange", ALTER COLUMN a SET DATA TYPE app."Odd ""T x"[] USING a::app."Odd ""T x"[], ALTER COLUMN o SET DATA TYPE app.ordered USING o::app.ordered, ALTER COLUMN s SET DATA TYPE app.piece USING s::app.piece, ALTER COLUMN b SET DATA TYPE app.pair[] USING b::app.pair[];

-- statement 1.25 ~ column app."Ite ""T x"."Ran ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Ran ""C x" SET STORAGE EXTERNAL;

-- statement 1.26 ~ column app."Ite ""T x".o  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Ite ""T x" ALTER COLUMN o SET NOT NULL;

-- statement 1.27 + column app."Ite ""T x".w  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Ite ""T x" ADD COLUMN w numeric GENERATED ALWAYS AS ((upper("Ran ""C x") - lower("Ran ""C x"))) STORED;

-- statement 1.28 ~ column app.parts.o  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.parts ALTER COLUMN o SET DATA TYPE app.ordered USING o::app.ordered;

-- statement 1.29 + default app."Ite ""T x"."Ran ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Ran ""C x" SET DEFAULT '[1,2)'::app."Odd ""T x";

-- statement 1.30 + unique app."Ite ""T x"."Ite ""T x_o_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Ite ""T x" ADD CONSTRAINT "Ite ""T x_o_key" UNIQUE (o);

-- statement 1.31 + check app."Ite ""T x".wide  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Ite ""T x" ADD CONSTRAINT wide CHECK ((upper("Ran ""C x") > lower("Ran ""C x")));

-- statement 1.32 + exclusion app."Ite ""T x".apart  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Ite ""T x" ADD CONSTRAINT apart EXCLUDE USING gist ("Ran ""C x" WITH &&);

-- statement 1.33 + view app.over
CREATE VIEW app.over AS
SELECT o,
    "Ran ""C x"
   FROM app."Ite ""T x";
COMMIT;
