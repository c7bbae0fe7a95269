-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.lines  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Lin ""E s" RENAME TO lines;

-- statement 1.2 + view app."Lin ""E s"
CREATE VIEW app."Lin ""E s" WITH (security_invoker=true) AS
SELECT id, n
FROM app.lines;

-- statement 1.3 ~ primary_key app.lines.lines_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_pkey" TO lines_pkey;

-- statement 1.4 + column app.lines.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines ADD COLUMN nr integer;

-- statement 1.5 + function app.lines_nr_both
CREATE FUNCTION app.lines_nr_both() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
-- n is nr: the schemactl plan that contracts the rename drops this.
BEGIN
  IF TG_ARGV[0] = 'copied' THEN
    NEW.nr := NEW.n;
  ELSIF TG_OP = 'INSERT' THEN
    IF record_image_ne(ROW(NEW.nr), ROW(CAST((NULL) AS integer))) THEN
      NEW.n := NEW.nr;
    END IF;
  ELSIF record_image_ne(ROW(NEW.nr), ROW(OLD.nr)) OR NOT (NEW.n IS DISTINCT FROM NULL OR OLD.n IS DISTINCT FROM NULL) THEN
    IF record_image_ne(ROW(NEW.n), ROW(OLD.n)) AND record_image_ne(ROW(NEW.n), ROW(NEW.nr)) THEN
      RAISE EXCEPTION USING MESSAGE = 'n and nr are one column under two names: set one of them', ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.n := NEW.nr;
  END IF;
  RETURN NEW;
END
$$;

-- statement 1.6 + trigger app.lines."!lines_nr_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "!lines_nr_both" BEFORE INSERT OR UPDATE ON app.lines FOR EACH ROW EXECUTE FUNCTION app.lines_nr_both('given');

-- statement 1.7 ~ column app.lines.n  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.lines ENABLE ALWAYS TRIGGER "!lines_nr_both";

-- statement 1.8 + trigger app.lines."~lines_nr_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "~lines_nr_both" BEFORE INSERT OR UPDATE ON app.lines FOR EACH ROW EXECUTE FUNCTION app.lines_nr_both('copied');

-- statement 1.9 ~ column app.lines.n  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.lines ENABLE ALWAYS TRIGGER "~lines_nr_both";

-- statement 1.10 ! column app.lines.nr  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app.lines SET nr = n WHERE nr IS NULL AND (n IS DISTINCT FROM NULL);
COMMIT;
