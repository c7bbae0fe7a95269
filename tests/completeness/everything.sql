-- A database in which every column of the catalogs that is schema holds something unusual, on every major. everything-15.sql and so on
-- add what came later.

CREATE SCHEMA "A b";
CREATE SCHEMA other AUTHORIZATION schemactl_tests_c;
COMMENT ON SCHEMA "A b" IS 'holds "everything"';
GRANT USAGE ON SCHEMA "A b" TO schemactl_tests_c WITH GRANT OPTION;
GRANT CREATE ON SCHEMA "A b" TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c IN SCHEMA other GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c GRANT USAGE ON SEQUENCES TO schemactl_tests_d WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c REVOKE USAGE ON TYPES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c GRANT USAGE ON SCHEMAS TO schemactl_tests_d;

-- Extensions, with privileges of a member that differ from what the extension gives
DO $$ BEGIN EXECUTE (SELECT format('CREATE EXTENSION %I SCHEMA other', min(name)) FROM pg_available_extensions WHERE name IN ('vector', 'hstore')); END $$;
DO $$ BEGIN EXECUTE (SELECT format('GRANT EXECUTE ON FUNCTION %s TO schemactl_tests_d', min(p.oid::regprocedure::text)) FROM pg_proc p
  WHERE p.pronamespace = 'other'::regnamespace AND p.prokind = 'f'); END $$;

-- Collations, conversions
CREATE COLLATION "A b"."Libc" (locale = 'C');
CREATE COLLATION "A b".two (lc_collate = 'C', lc_ctype = 'POSIX');
-- Where the server was built with ICU
DO $$ BEGIN
  CREATE COLLATION "A b".loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
EXCEPTION WHEN feature_not_supported THEN NULL; END $$;
CREATE DEFAULT CONVERSION "A b"."Cv" FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;
CREATE CONVERSION "A b".back FOR 'UTF8' TO 'LATIN1' FROM pg_catalog.utf8_to_iso8859_1;

-- Types
CREATE TYPE "A b"."E n" AS ENUM ('c', 'a b', 'a');
ALTER TYPE "A b"."E n" ADD VALUE 'before' BEFORE 'a b';
CREATE TYPE "A b"."C t" AS ("N m" varchar(10) COLLATE "A b".two, b integer[]);
COMMENT ON COLUMN "A b"."C t".b IS 'attribute';
CREATE DOMAIN "A b"."D m" AS varchar(20) COLLATE "A b"."Libc" DEFAULT 'x'::text NOT NULL CONSTRAINT "D c" CHECK (VALUE <> '');
ALTER DOMAIN "A b"."D m" ADD CONSTRAINT later CHECK (VALUE <> 'y') NOT VALID;
CREATE DOMAIN "A b".arrays AS integer[];
GRANT USAGE ON TYPE "A b"."E n" TO schemactl_tests_c;
REVOKE USAGE ON TYPE "A b"."C t" FROM PUBLIC;
CREATE TYPE "A b"."B t";
CREATE FUNCTION "A b".b_in(cstring, oid, integer) RETURNS "A b"."B t" LANGUAGE internal STABLE STRICT AS 'varcharin';
CREATE FUNCTION "A b".b_out("A b"."B t") RETURNS cstring LANGUAGE internal STABLE STRICT AS 'varcharout';
CREATE FUNCTION "A b".b_recv(internal, oid, integer) RETURNS "A b"."B t" LANGUAGE internal STABLE STRICT AS 'varcharrecv';
CREATE FUNCTION "A b".b_send("A b"."B t") RETURNS bytea LANGUAGE internal STABLE STRICT AS 'varcharsend';
CREATE TYPE "A b"."B t" (INPUT = "A b".b_in, OUTPUT = "A b".b_out, RECEIVE = "A b".b_recv, SEND = "A b".b_send,
  TYPMOD_IN = pg_catalog.varchartypmodin, TYPMOD_OUT = pg_catalog.varchartypmodout, ANALYZE = pg_catalog.array_typanalyze,
  STORAGE = main, CATEGORY = 'X', PREFERRED = true, DEFAULT = 'd', DELIMITER = ';', COLLATABLE = true, ALIGNMENT = int4);
CREATE TYPE "A b".fixed;
CREATE FUNCTION "A b".f_in(cstring) RETURNS "A b".fixed LANGUAGE internal IMMUTABLE STRICT AS 'int8in';
CREATE FUNCTION "A b".f_out("A b".fixed) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int8out';
CREATE TYPE "A b".fixed (INPUT = "A b".f_in, OUTPUT = "A b".f_out, INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double);
CREATE TYPE "A b".pair;
CREATE FUNCTION "A b".p_in(cstring) RETURNS "A b".pair LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION "A b".p_out("A b".pair) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE "A b".pair (INPUT = "A b".p_in, OUTPUT = "A b".p_out, INTERNALLENGTH = 16, ALIGNMENT = double,
  SUBSCRIPT = pg_catalog.raw_array_subscript_handler, ELEMENT = double precision);
CREATE TYPE "A b".tiny;
CREATE FUNCTION "A b".t_in(cstring) RETURNS "A b".tiny LANGUAGE internal IMMUTABLE STRICT AS 'charin';
CREATE FUNCTION "A b".t_out("A b".tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'charout';
CREATE TYPE "A b".tiny (INPUT = "A b".t_in, OUTPUT = "A b".t_out, INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char);
CREATE TYPE "A b".small;
CREATE FUNCTION "A b".s_in(cstring) RETURNS "A b".small LANGUAGE internal IMMUTABLE STRICT AS 'int2in';
CREATE FUNCTION "A b".s_out("A b".small) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int2out';
CREATE TYPE "A b".small (INPUT = "A b".s_in, OUTPUT = "A b".s_out, LIKE = smallint);
CREATE TYPE "A b".wide;
CREATE FUNCTION "A b".w_in(cstring) RETURNS "A b".wide LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION "A b".w_out("A b".wide) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE "A b".wide (INPUT = "A b".w_in, OUTPUT = "A b".w_out, STORAGE = external);
CREATE TYPE "A b".wider;
CREATE FUNCTION "A b".v_in(cstring) RETURNS "A b".wider LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION "A b".v_out("A b".wider) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE "A b".wider (INPUT = "A b".v_in, OUTPUT = "A b".v_out, STORAGE = extended);
CREATE FUNCTION "A b".distance(text, text) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT 1::float8';
CREATE TYPE "A b"."R g" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = "A b"."Libc",
  SUBTYPE_DIFF = "A b".distance, MULTIRANGE_TYPE_NAME = "A b"."M r");
COMMENT ON TYPE "A b"."M r" IS 'many';
CREATE TYPE "A b".r2;
CREATE FUNCTION "A b".canon("A b".r2) RETURNS "A b".r2 LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE "A b".r2 AS RANGE (SUBTYPE = integer, CANONICAL = "A b".canon);

-- Routines
CREATE FUNCTION "A b".plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION "A b".minus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
CREATE FUNCTION "A b".same(integer, integer) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4eq';
CREATE FUNCTION "A b".differs(integer, integer) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int4ne';
CREATE FUNCTION "A b".compared(integer, integer) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'btint4cmp';
CREATE FUNCTION "A b"."F n"(IN a integer, INOUT "B" text DEFAULT 'x', OUT c "A b"."E n", VARIADIC d integer[] DEFAULT '{}') RETURNS record
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED COST 7 SET search_path TO "A b", pg_temp SET work_mem TO '1MB' AS 'BEGIN END';
CREATE FUNCTION "A b".rows(a integer) RETURNS TABLE ("X" integer, y text) LANGUAGE sql STABLE ROWS 7 AS 'SELECT 1, ''a''';
CREATE FUNCTION "A b".atomic(a integer) RETURNS SETOF integer LANGUAGE sql BEGIN ATOMIC SELECT a UNION SELECT 2; END;
CREATE FUNCTION "A b".supported(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE SUPPORT pg_catalog.textlike_support AS 'textlike';
CREATE FUNCTION "A b".position() RETURNS bigint LANGUAGE internal IMMUTABLE WINDOW AS 'window_row_number';
CREATE FUNCTION "A b".handled() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION "A b".touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION "A b".happened() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION "A b".is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
CREATE FUNCTION "A b".texted("A b"."C t") RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''t''';
CREATE PROCEDURE "A b"."P r"(INOUT a integer, b text DEFAULT 'q') LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout TO '1s' AS 'BEGIN END';
CREATE PROCEDURE "A b".atomic_p(a integer) LANGUAGE sql BEGIN ATOMIC SELECT a; END;
CREATE PROCEDURE "A b".handled_p() LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
REVOKE EXECUTE ON FUNCTION "A b".plus(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE "A b"."P r"(integer, text) TO schemactl_tests_c WITH GRANT OPTION;
COMMENT ON FUNCTION "A b".plus(integer, integer) IS 'adds';
CREATE AGGREGATE "A b"."Ag"(integer) (SFUNC = "A b".plus, STYPE = integer, SSPACE = 8, COMBINEFUNC = "A b".plus, INITCOND = '0',
  MSFUNC = "A b".plus, MINVFUNC = "A b".minus, MSTYPE = integer, MSSPACE = 9, MINITCOND = '1', PARALLEL = SAFE,
  FINALFUNC = pg_catalog.int4abs, FINALFUNC_MODIFY = SHAREABLE, MFINALFUNC = pg_catalog.int4abs, MFINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE "A b".least_of(integer) (SFUNC = pg_catalog.int4smaller, STYPE = integer, SORTOP = OPERATOR(pg_catalog.<));
CREATE AGGREGATE "A b".mean(bigint) (SFUNC = pg_catalog.int8_avg_accum, STYPE = internal, COMBINEFUNC = pg_catalog.int8_avg_combine,
  SERIALFUNC = pg_catalog.int8_avg_serialize, DESERIALFUNC = pg_catalog.int8_avg_deserialize, FINALFUNC = pg_catalog.numeric_poly_avg,
  MSFUNC = pg_catalog.int8_avg_accum, MINVFUNC = pg_catalog.int8_avg_accum_inv, MSTYPE = internal, MFINALFUNC = pg_catalog.numeric_poly_avg);
CREATE AGGREGATE "A b"."Os"(double precision ORDER BY double precision) (SFUNC = pg_catalog.ordered_set_transition, STYPE = internal,
  FINALFUNC = pg_catalog.percentile_cont_float8_final, FINALFUNC_EXTRA = false);
CREATE AGGREGATE "A b"."Hy"(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = pg_catalog.ordered_set_transition_multi, STYPE = internal,
  FINALFUNC = pg_catalog.rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE FUNCTION "A b".extra_final(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE AGGREGATE "A b".extra(integer) (SFUNC = "A b".plus, STYPE = integer, FINALFUNC = "A b".extra_final, FINALFUNC_EXTRA,
  FINALFUNC_MODIFY = READ_WRITE, MSFUNC = "A b".plus, MINVFUNC = "A b".minus, MSTYPE = integer, MFINALFUNC = "A b".extra_final,
  MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = SHAREABLE, PARALLEL = RESTRICTED);

-- Languages, casts, transforms, operators
CREATE TRUSTED LANGUAGE "L g" HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR pg_catalog.plpgsql_validator;
CREATE LANGUAGE untrusted HANDLER pg_catalog.plpgsql_call_handler;
ALTER LANGUAGE untrusted OWNER TO schemactl_tests_c;
REVOKE USAGE ON LANGUAGE "L g" FROM PUBLIC;
CREATE CAST ("A b"."C t" AS text) WITH FUNCTION "A b".texted("A b"."C t") AS ASSIGNMENT;
CREATE CAST ("A b".wide AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST ("A b"."E n" AS integer) WITH INOUT;
CREATE FUNCTION "A b".from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'textlike_support';
CREATE FUNCTION "A b".to_sql(internal) RETURNS "A b".wide LANGUAGE internal IMMUTABLE AS 'textrecv';
CREATE TRANSFORM FOR "A b".wide LANGUAGE "L g" (FROM SQL WITH FUNCTION "A b".from_sql(internal), TO SQL WITH FUNCTION "A b".to_sql(internal));
CREATE TRANSFORM FOR "A b".wide LANGUAGE plpgsql (FROM SQL WITH FUNCTION "A b".from_sql(internal));
CREATE TRANSFORM FOR "A b".wide LANGUAGE untrusted (TO SQL WITH FUNCTION "A b".to_sql(internal));
CREATE FUNCTION "A b".transformed("A b".wide) RETURNS integer LANGUAGE plpgsql TRANSFORM FOR TYPE "A b".wide AS 'BEGIN RETURN 1; END';
CREATE PROCEDURE "A b".transformed_p("A b".wide) LANGUAGE plpgsql TRANSFORM FOR TYPE "A b".wide AS 'BEGIN END';
CREATE OPERATOR "A b".=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = "A b".same, COMMUTATOR = OPERATOR("A b".===),
  NEGATOR = OPERATOR("A b".!==), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
CREATE OPERATOR "A b".!== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = "A b".differs, NEGATOR = OPERATOR("A b".===));
CREATE OPERATOR "A b".%% (RIGHTARG = integer, FUNCTION = "A b".is_even);
CREATE OPERATOR "A b".<=> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = "A b".minus);
CREATE OPERATOR FAMILY "A b"."Of" USING btree;
ALTER OPERATOR FAMILY "A b"."Of" USING btree ADD OPERATOR 1 pg_catalog.<(integer, bigint), FUNCTION 1 (integer, bigint) pg_catalog.btint48cmp(integer, bigint);
CREATE OPERATOR CLASS "A b"."Oc" FOR TYPE integer USING btree FAMILY "A b"."Of" AS
  OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>,
  FUNCTION 1 pg_catalog.btint4cmp(integer, integer);
CREATE OPERATOR CLASS "A b".standard DEFAULT FOR TYPE "A b".wide USING hash AS
  OPERATOR 1 pg_catalog.=(text, text), FUNCTION 1 pg_catalog.hashtext(text);
CREATE OPERATOR CLASS "A b".stored FOR TYPE point USING gist AS OPERATOR 15 pg_catalog.<->(point, point) FOR ORDER BY pg_catalog.float_ops,
  FUNCTION 1 pg_catalog.gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 pg_catalog.gist_box_union(internal, internal),
  FUNCTION 3 pg_catalog.gist_point_compress(internal), FUNCTION 5 pg_catalog.gist_box_penalty(internal, internal, internal),
  FUNCTION 6 pg_catalog.gist_box_picksplit(internal, internal), FUNCTION 7 pg_catalog.gist_box_same(box, box, internal),
  FUNCTION 8 (point, point) pg_catalog.gist_point_distance(internal, point, smallint, oid, internal), STORAGE box;
CREATE ACCESS METHOD "Am" TYPE INDEX HANDLER pg_catalog.gisthandler;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER pg_catalog.heap_tableam_handler;
COMMENT ON ACCESS METHOD heap2 IS 'another heap';

-- Text search
CREATE TEXT SEARCH TEMPLATE "A b"."Tt" (INIT = pg_catalog.dsimple_init, LEXIZE = pg_catalog.dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE "A b".plain (LEXIZE = pg_catalog.dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY "A b"."Td" (TEMPLATE = "A b"."Tt", stopwords = 'english');
CREATE TEXT SEARCH DICTIONARY "A b".td2 (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH PARSER "A b"."Tp" (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end,
  LEXTYPES = pg_catalog.prsd_lextype, HEADLINE = pg_catalog.prsd_headline);
CREATE TEXT SEARCH PARSER "A b".tp2 (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end,
  LEXTYPES = pg_catalog.prsd_lextype);
CREATE TEXT SEARCH CONFIGURATION "A b"."Tc" (PARSER = "A b"."Tp");
ALTER TEXT SEARCH CONFIGURATION "A b"."Tc" ADD MAPPING FOR asciiword, word WITH "A b"."Td", pg_catalog.english_stem;
CREATE TEXT SEARCH CONFIGURATION "A b".tc2 (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION "A b".tc2 OWNER TO schemactl_tests_c;
ALTER TEXT SEARCH DICTIONARY "A b".td2 OWNER TO schemactl_tests_c;

-- Foreign data
CREATE FUNCTION "A b".fdw_valid(text[], oid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FOREIGN DATA WRAPPER "F w" VALIDATOR "A b".fdw_valid OPTIONS (debug 'true', "Odd o" 'x ''y');
CREATE FUNCTION "A b".fdw_handled() RETURNS fdw_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FOREIGN DATA WRAPPER handled HANDLER "A b".fdw_handled;
CREATE SERVER "S v" TYPE 'T y' VERSION '1.2' FOREIGN DATA WRAPPER "F w" OPTIONS (host 'h', "Odd o" 'p');
CREATE SERVER plain FOREIGN DATA WRAPPER "F w";
ALTER SERVER plain OWNER TO schemactl_tests_super;
CREATE USER MAPPING FOR schemactl_tests_c SERVER "S v" OPTIONS ("user" 'u', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER plain;
GRANT USAGE ON FOREIGN DATA WRAPPER "F w" TO schemactl_tests_c;
GRANT USAGE ON FOREIGN SERVER "S v" TO schemactl_tests_c WITH GRANT OPTION;
CREATE FOREIGN TABLE "A b"."F t" (a integer OPTIONS (column_name 'A', "Odd o" 'b') NOT NULL, b text DEFAULT 'q', CHECK (a > 0)) SERVER "S v"
  OPTIONS (schema_name 's');
CREATE FOREIGN TABLE other.f2 (a integer) SERVER plain;
COMMENT ON FOREIGN TABLE "A b"."F t" IS 'far away';
COMMENT ON COLUMN "A b"."F t".a IS 'far column';
ALTER FOREIGN TABLE "A b"."F t" ALTER COLUMN a SET STATISTICS 50;
ALTER FOREIGN TABLE "A b"."F t" ALTER COLUMN b SET STORAGE external;
ALTER FOREIGN TABLE "A b"."F t" ALTER COLUMN b SET (n_distinct = 5);
GRANT SELECT (a), UPDATE (b) ON "A b"."F t" TO schemactl_tests_c;
CREATE TRIGGER far AFTER INSERT ON "A b"."F t" FOR EACH ROW EXECUTE FUNCTION "A b".touched();
ALTER FOREIGN TABLE "A b"."F t" DISABLE TRIGGER far;

-- Sequences
CREATE SEQUENCE "A b"."S q" AS smallint START WITH 7 INCREMENT BY 2 MINVALUE 5 MAXVALUE 99 CACHE 3 CYCLE;
CREATE SEQUENCE "A b".down INCREMENT BY -1;
GRANT USAGE ON SEQUENCE "A b".down TO PUBLIC;
COMMENT ON SEQUENCE "A b".down IS 'counts down';

-- Tables
CREATE TABLE "A b"."T b" (
  id integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "A b"."Own seq" START WITH 5 INCREMENT BY 3 CACHE 2 CYCLE) CONSTRAINT "Pk" PRIMARY KEY,
  "N m" text COLLATE "A b"."Libc" NOT NULL DEFAULT 'x' CONSTRAINT "Ck" CHECK ("N m" <> ''),
  d integer GENERATED BY DEFAULT AS IDENTITY,
  s serial,
  total integer GENERATED ALWAYS AS (s * 2) STORED,
  v varchar(7)[],
  w "A b".wide,
  e "A b"."E n" DEFAULT 'a',
  p point,
  note text COMPRESSION pglz,
  big text,
  CONSTRAINT "Uq" UNIQUE ("N m") INCLUDE (d) WITH (fillfactor = 60) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "Ex" EXCLUDE USING gist (p WITH ~=) WITH (fillfactor = 70, buffering = auto) WHERE (s > 0) DEFERRABLE,
  CONSTRAINT mine CHECK (d > 0) NO INHERIT
) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_vacuum_scale_factor = 0.3, toast_tuple_target = 200);
ALTER TABLE "A b"."T b" ADD CONSTRAINT later CHECK (s > 1) NOT VALID;
ALTER TABLE "A b"."T b" ALTER COLUMN "N m" SET STATISTICS 500, ALTER COLUMN "N m" SET STORAGE external, ALTER COLUMN big SET STORAGE main;
ALTER TABLE "A b"."T b" ALTER COLUMN v SET STORAGE plain, ALTER COLUMN s SET (n_distinct = -0.5, n_distinct_inherited = 3);
ALTER TABLE "A b"."T b" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, REPLICA IDENTITY FULL, OWNER TO schemactl_tests_c;
COMMENT ON TABLE "A b"."T b" IS 'a table';
COMMENT ON COLUMN "A b"."T b"."N m" IS 'a column';
COMMENT ON CONSTRAINT "Ck" ON "A b"."T b" IS 'a check';
COMMENT ON CONSTRAINT "Pk" ON "A b"."T b" IS 'a key';
COMMENT ON INDEX "A b"."Uq" IS 'index of a key';
COMMENT ON SEQUENCE "A b"."Own seq" IS 'sequence of an identity';
COMMENT ON SEQUENCE "A b"."T b_s_seq" IS 'sequence of a serial';
GRANT SELECT, UPDATE ON "A b"."T b" TO schemactl_tests_d WITH GRANT OPTION;
GRANT INSERT ("N m", d), REFERENCES (id) ON "A b"."T b" TO PUBLIC;
GRANT SELECT ON SEQUENCE "A b"."Own seq" TO schemactl_tests_d;
CREATE UNLOGGED TABLE "A b".unlogged (a integer UNIQUE, b integer, c text NOT NULL, u serial, i integer GENERATED ALWAYS AS IDENTITY) USING heap2;
CREATE UNIQUE INDEX "Ri" ON "A b".unlogged (c);
ALTER TABLE "A b".unlogged REPLICA IDENTITY USING INDEX "Ri";
ALTER TABLE "A b".unlogged CLUSTER ON unlogged_a_key;
ALTER TABLE "A b".unlogged ENABLE ROW LEVEL SECURITY;
CREATE TABLE "A b".quiet (a integer PRIMARY KEY, b integer, c integer);
ALTER TABLE "A b".quiet REPLICA IDENTITY NOTHING, FORCE ROW LEVEL SECURITY;
CREATE TABLE "A b".typed OF "A b"."C t" ("N m" WITH OPTIONS PRIMARY KEY);
CREATE TABLE "A b".refers (
  a integer, b integer, c integer,
  CONSTRAINT "Fk" FOREIGN KEY (a) REFERENCES "A b".quiet ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk2 FOREIGN KEY (b) REFERENCES "A b".quiet ON UPDATE SET DEFAULT ON DELETE RESTRICT,
  CONSTRAINT fk3 FOREIGN KEY (c) REFERENCES "A b".quiet MATCH FULL ON UPDATE SET NULL ON DELETE SET DEFAULT,
  CONSTRAINT fk4 FOREIGN KEY (c) REFERENCES "A b".quiet ON UPDATE RESTRICT ON DELETE CASCADE);
ALTER TABLE "A b".refers ADD CONSTRAINT fk5 FOREIGN KEY (b) REFERENCES "A b".quiet NOT VALID;
COMMENT ON CONSTRAINT "Fk" ON "A b".refers IS 'a reference';
CREATE TABLE "A b".parent (a integer NOT NULL CHECK (a > 0), b text DEFAULT 'p');
CREATE TABLE "A b".parent2 (c integer);
CREATE TABLE "A b".child (own integer) INHERITS ("A b".parent, "A b".parent2);
ALTER TABLE "A b".child ALTER COLUMN b SET DEFAULT 'c';
COMMENT ON COLUMN "A b".child.a IS 'inherited';
CREATE TABLE "A b".areas (a integer NOT NULL, b text COLLATE "A b"."Libc", c date) PARTITION BY RANGE (a "A b"."Oc", lower(b) COLLATE "A b"."Libc", c);
CREATE TABLE "A b".low PARTITION OF "A b".areas FOR VALUES FROM (MINVALUE, MINVALUE, MINVALUE) TO (10, 'x', '2020-01-01');
CREATE TABLE "A b".rest PARTITION OF "A b".areas DEFAULT PARTITION BY LIST (b);
CREATE TABLE "A b".listed PARTITION OF "A b".rest FOR VALUES IN ('a', NULL) PARTITION BY HASH (a);
CREATE TABLE "A b".hashed PARTITION OF "A b".listed FOR VALUES WITH (MODULUS 2, REMAINDER 0) WITH (fillfactor = 50);
CREATE TABLE "A b".keyed (a integer PRIMARY KEY, b integer REFERENCES "A b".quiet, UNIQUE (a, b)) PARTITION BY RANGE (a);
CREATE TABLE "A b".keyed1 PARTITION OF "A b".keyed FOR VALUES FROM (0) TO (10);
CREATE TABLE "A b".keyed2 (a integer NOT NULL, b integer DEFAULT 5, CHECK (b < 7));
ALTER TABLE "A b".keyed ATTACH PARTITION "A b".keyed2 FOR VALUES FROM (10) TO (20);
CREATE INDEX parted ON "A b".areas (b) WITH (fillfactor = 69);
CREATE INDEX alone ON ONLY "A b".areas (c);

CREATE TABLE "A b"."P t" (a integer, b text); -- every parameter of storage_parameters.csv

-- Indexes, statistics
CREATE UNIQUE INDEX "I x" ON "A b"."T b" USING btree ("N m" text_pattern_ops DESC NULLS LAST, lower(note) COLLATE "C" NULLS FIRST) INCLUDE (s)
  WITH (fillfactor = 80, deduplicate_items = off) WHERE d > 3;
CREATE INDEX grams ON "A b"."T b" USING gist (to_tsvector('simple', note) tsvector_ops (siglen = 32), p);
CREATE INDEX brinned ON "A b"."T b" USING brin (s int4_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 7, autosummarize = true);
CREATE INDEX ginned ON "A b"."T b" USING gin (v) WITH (fastupdate = off, gin_pending_list_limit = 100);
CREATE INDEX hashed_i ON "A b"."T b" USING hash (d);
CREATE INDEX spaced ON "A b"."T b" USING spgist (p);
CREATE OPERATOR CLASS "A b"."Am ops" FOR TYPE box USING "Am" AS OPERATOR 3 pg_catalog.&&,
  FUNCTION 1 pg_catalog.gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 pg_catalog.gist_box_union(internal, internal),
  FUNCTION 5 pg_catalog.gist_box_penalty(internal, internal, internal), FUNCTION 6 pg_catalog.gist_box_picksplit(internal, internal),
  FUNCTION 7 pg_catalog.gist_box_same(box, box, internal);
CREATE INDEX "Own am" ON "A b"."T b" USING "Am" (box(p, p) "A b"."Am ops");
CREATE INDEX opclassed ON "A b"."T b" (d "A b"."Oc");
ALTER INDEX "A b"."I x" ALTER COLUMN 2 SET STATISTICS 77;
COMMENT ON INDEX "A b"."I x" IS 'an index';
ALTER TABLE "A b"."T b" CLUSTER ON opclassed;
CREATE STATISTICS "A b"."St" (ndistinct, dependencies) ON d, s FROM "A b"."T b";
CREATE STATISTICS "A b".expressions (mcv) ON (d + s), lower(note) FROM "A b"."T b";
CREATE STATISTICS "A b".single ON (d * 2) FROM "A b"."T b";
ALTER STATISTICS "A b"."St" SET STATISTICS 33;
ALTER STATISTICS "A b".single OWNER TO schemactl_tests_c;
COMMENT ON STATISTICS "A b"."St" IS 'statistics';

-- Views, rules
CREATE VIEW "A b"."V w" WITH (security_barrier = true, check_option = 'local') AS SELECT id, note, d FROM "A b"."T b" WHERE d > 0;
ALTER VIEW "A b"."V w" ALTER COLUMN note SET DEFAULT 'view';
COMMENT ON COLUMN "A b"."V w".note IS 'column of a view';
GRANT SELECT (id) ON "A b"."V w" TO schemactl_tests_d;
CREATE VIEW "A b".deep AS WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT n FROM t;
CREATE MATERIALIZED VIEW "A b"."M v" USING heap2 WITH (fillfactor = 55, toast.autovacuum_enabled = false) AS SELECT id, note FROM "A b"."T b";
CREATE MATERIALIZED VIEW "A b".empty AS SELECT 1 AS one, 'a'::text AS two WITH NO DATA;
ALTER MATERIALIZED VIEW "A b"."M v" ALTER COLUMN note SET STATISTICS 9, ALTER COLUMN note SET STORAGE external, ALTER COLUMN note SET COMPRESSION pglz;
ALTER MATERIALIZED VIEW "A b"."M v" ALTER COLUMN id SET (n_distinct = 4);
CREATE UNIQUE INDEX mv ON "A b"."M v" (id);
ALTER MATERIALIZED VIEW "A b"."M v" CLUSTER ON mv;
COMMENT ON MATERIALIZED VIEW "A b"."M v" IS 'materialized';
COMMENT ON COLUMN "A b"."M v".note IS 'column of a materialized view';
GRANT SELECT ON "A b"."M v" TO PUBLIC;
CREATE RULE "Ru" AS ON UPDATE TO "A b"."V w" WHERE old.id > 3 DO ALSO DELETE FROM "A b".refers WHERE a = old.id;
CREATE RULE "Rd" AS ON DELETE TO "A b"."V w" DO INSTEAD (DELETE FROM "A b"."T b" WHERE id = old.id; NOTIFY gone);
CREATE RULE ri AS ON INSERT TO "A b".quiet DO INSTEAD NOTHING;
CREATE RULE rq AS ON UPDATE TO "A b".quiet DO ALSO NOTIFY quiet;
CREATE RULE rr AS ON DELETE TO "A b".quiet DO ALSO NOTIFY quiet;
ALTER TABLE "A b".quiet DISABLE RULE ri, ENABLE REPLICA RULE rq, ENABLE ALWAYS RULE rr;
COMMENT ON RULE ri ON "A b".quiet IS 'a rule';

-- Triggers, policies
CREATE TRIGGER "Tr" BEFORE INSERT OR UPDATE OF "N m", d ON "A b"."T b" FOR EACH ROW WHEN (NEW.d > 4) EXECUTE FUNCTION "A b".touched('a''b', 'c');
CREATE TRIGGER moved AFTER UPDATE ON "A b"."T b" REFERENCING OLD TABLE AS "Was" NEW TABLE AS "Is" FOR EACH STATEMENT EXECUTE FUNCTION "A b".touched();
CREATE TRIGGER emptied AFTER TRUNCATE ON "A b"."T b" EXECUTE FUNCTION "A b".touched();
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON "A b"."T b" FROM "A b".quiet DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "A b".touched();
CREATE TRIGGER instead INSTEAD OF INSERT ON "A b"."V w" FOR EACH ROW EXECUTE FUNCTION "A b".touched();
CREATE TRIGGER everywhere AFTER INSERT ON "A b".keyed FOR EACH ROW EXECUTE FUNCTION "A b".touched();
ALTER TABLE "A b".keyed1 DISABLE TRIGGER everywhere;
ALTER TABLE "A b"."T b" DISABLE TRIGGER moved, ENABLE REPLICA TRIGGER emptied, ENABLE ALWAYS TRIGGER checked;
COMMENT ON TRIGGER "Tr" ON "A b"."T b" IS 'a trigger';
CREATE POLICY "Po" ON "A b"."T b" AS RESTRICTIVE FOR UPDATE TO schemactl_tests_c, schemactl_tests_d USING (d > 1) WITH CHECK (d > 2);
CREATE POLICY p1 ON "A b"."T b" FOR SELECT USING (true);
CREATE POLICY p2 ON "A b"."T b" FOR INSERT WITH CHECK (true);
CREATE POLICY p3 ON "A b"."T b" FOR DELETE TO schemactl_tests_c USING (false);
CREATE POLICY p4 ON "A b"."T b";
COMMENT ON POLICY p4 ON "A b"."T b" IS 'a policy';

-- What is of the whole database
CREATE TABLE other.counted (a integer, b integer);
CREATE EVENT TRIGGER "Ev" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION "A b".happened();
CREATE EVENT TRIGGER ev2 ON sql_drop EXECUTE FUNCTION "A b".happened();
CREATE EVENT TRIGGER ev3 ON ddl_command_start EXECUTE FUNCTION "A b".happened();
CREATE EVENT TRIGGER ev4 ON table_rewrite EXECUTE FUNCTION "A b".happened();
ALTER EVENT TRIGGER ev2 DISABLE;
ALTER EVENT TRIGGER ev3 ENABLE REPLICA;
ALTER EVENT TRIGGER ev4 ENABLE ALWAYS;
CREATE PUBLICATION "Pu" FOR TABLE ONLY "A b".quiet, ONLY "A b".refers WITH (publish = 'insert', publish_via_partition_root = true);
CREATE PUBLICATION counted FOR TABLE ONLY other.counted;
CREATE PUBLICATION all_of_it FOR ALL TABLES WITH (publish = 'update, delete, truncate');
ALTER PUBLICATION "Pu" OWNER TO schemactl_tests_super;
COMMENT ON PUBLICATION "Pu" IS 'a publication';

-- The same once more in another schema, of other owners, with other functions
CREATE COLLATION other.libc (locale = 'POSIX');
ALTER COLLATION other.libc OWNER TO schemactl_tests_c;
CREATE CONVERSION other.cv FOR 'LATIN2' TO 'UTF8' FROM pg_catalog.iso8859_to_utf8;
ALTER CONVERSION other.cv OWNER TO schemactl_tests_c;
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_super GRANT SELECT ON TABLES TO schemactl_tests_d;
CREATE TYPE other.mood AS ENUM ('x', 'y');
ALTER TYPE other.mood OWNER TO schemactl_tests_c;
CREATE FUNCTION other.happened() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
ALTER FUNCTION other.happened() OWNER TO schemactl_tests_super;
CREATE EVENT TRIGGER ev5 ON sql_drop EXECUTE FUNCTION other.happened();
ALTER EVENT TRIGGER ev5 OWNER TO schemactl_tests_super;
ALTER FOREIGN DATA WRAPPER handled OWNER TO schemactl_tests_super;
CREATE SERVER handled_server FOREIGN DATA WRAPPER handled;
CREATE FUNCTION other.handled() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE third HANDLER other.handled;
ALTER OPERATOR FAMILY "A b"."Of" USING btree OWNER TO schemactl_tests_c;
ALTER OPERATOR CLASS "A b"."Oc" USING btree OWNER TO schemactl_tests_c;
CREATE OPERATOR CLASS other.oc FOR TYPE integer USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 pg_catalog.hashint4(integer);
ALTER OPERATOR "A b".%% (NONE, integer) OWNER TO schemactl_tests_c;
CREATE OPERATOR other.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = "A b".same);
CREATE POLICY po ON "A b".quiet FOR SELECT USING (b > 0);
CREATE STATISTICS other.st ON a, b FROM other.counted;
CREATE FUNCTION other.to_sql(internal) RETURNS other.mood LANGUAGE internal IMMUTABLE AS 'int4recv';
CREATE TRANSFORM FOR other.mood LANGUAGE plpgsql (TO SQL WITH FUNCTION other.to_sql(internal));
CREATE FUNCTION other.prs_start(internal, integer) RETURNS internal LANGUAGE internal AS 'prsd_start';
CREATE FUNCTION other.prs_next(internal, internal, internal) RETURNS internal LANGUAGE internal AS 'prsd_nexttoken';
CREATE FUNCTION other.prs_end(internal) RETURNS void LANGUAGE internal AS 'prsd_end';
CREATE FUNCTION other.prs_types(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype';
CREATE FUNCTION other.tt_lexize(internal, internal, internal, internal) RETURNS internal LANGUAGE internal AS 'dsimple_lexize';
CREATE TEXT SEARCH PARSER other.tp (START = other.prs_start, GETTOKEN = other.prs_next, END = other.prs_end, LEXTYPES = other.prs_types);
CREATE TEXT SEARCH TEMPLATE other.tt (LEXIZE = other.tt_lexize);
CREATE TEXT SEARCH DICTIONARY other.td (TEMPLATE = other.tt);
CREATE TEXT SEARCH CONFIGURATION other.tc (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION other.tc ADD MAPPING FOR int WITH other.td;

-- Typed tables say more of their columns than the type does
CREATE TABLE other.typed OF "A b"."C t" ("N m" WITH OPTIONS NOT NULL DEFAULT 'q', b WITH OPTIONS CONSTRAINT tc CHECK (b[1] > 0));
COMMENT ON COLUMN other.typed.b IS 'column of a typed table';
ALTER TABLE other.typed ALTER COLUMN b SET STATISTICS 12;
GRANT SELECT (b) ON other.typed TO schemactl_tests_c;

-- What goes with an extension
CREATE FUNCTION "A b"."Goes with"() RETURNS integer LANGUAGE sql AS 'SELECT 1';
DO $$ BEGIN EXECUTE (SELECT format('ALTER FUNCTION "A b"."Goes with"() DEPENDS ON EXTENSION %I', extname) FROM pg_extension WHERE extname IN ('vector', 'hstore')); END $$;
