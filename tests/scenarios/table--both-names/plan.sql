-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Pur ""C hases" RENAME TO orders;

-- statement 1.2 + view app."Pur ""C hases"
CREATE VIEW app."Pur ""C hases" WITH (security_invoker=true) AS
SELECT id, "tot ""A l", note
FROM app.orders;

-- statement 1.3 + comment view.app."Pur ""C hases"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW app."Pur ""C hases" IS 'Who bought';

-- statement 1.4 + privilege view.app."Pur ""C hases"."PUBLIC"
GRANT SELECT ON TABLE app."Pur ""C hases" TO PUBLIC;

-- statement 1.5 ~ primary_key app.orders.orders_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT "Pur ""C hases_pkey" TO orders_pkey;

-- statement 1.6 + column app.orders.amount  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders ADD COLUMN amount numeric(10,2);

-- statement 1.7 + function app.orders_amount_both
CREATE FUNCTION app.orders_amount_both() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
-- tot ?A l is amount: the schemactl plan that contracts the rename drops this.
BEGIN
  IF TG_ARGV[0] = 'copied' THEN
    NEW.amount := NEW."tot ""A l";
  ELSIF TG_OP = 'INSERT' THEN
    IF record_image_ne(ROW(NEW.amount), ROW(CAST((NULL) AS numeric(10,2)))) THEN
      NEW."tot ""A l" := NEW.amount;
    END IF;
  ELSIF record_image_ne(ROW(NEW.amount), ROW(OLD.amount)) OR NOT (NEW."tot ""A l" IS DISTINCT FROM NULL OR OLD."tot ""A l" IS DISTINCT FROM NULL) THEN
    IF record_image_ne(ROW(NEW."tot ""A l"), ROW(OLD."tot ""A l")) AND record_image_ne(ROW(NEW."tot ""A l"), ROW(NEW.amount)) THEN
      RAISE EXCEPTION USING MESSAGE = 'tot "A l and amount are one column under two names: set one of them', ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW."tot ""A l" := NEW.amount;
  END IF;
  RETURN NEW;
END
$$;

-- statement 1.8 + trigger app.orders."!orders_amount_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "!orders_amount_both" BEFORE INSERT OR UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION app.orders_amount_both('given');

-- statement 1.9 ~ column app.orders."tot ""A l"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.orders ENABLE ALWAYS TRIGGER "!orders_amount_both";

-- statement 1.10 + trigger app.orders."~orders_amount_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "~orders_amount_both" BEFORE INSERT OR UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION app.orders_amount_both('copied');

-- statement 1.11 ~ column app.orders."tot ""A l"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.orders ENABLE ALWAYS TRIGGER "~orders_amount_both";

-- statement 1.12 ! column app.orders.amount  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app.orders SET amount = "tot ""A l" WHERE amount IS NULL AND ("tot ""A l" IS DISTINCT FROM NULL);

-- statement 1.13 + column app.orders.remark  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders ADD COLUMN remark text;

-- statement 1.14 ~ column app.orders.remark  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders ALTER COLUMN remark SET DEFAULT 'none'::text;

-- statement 1.15 + function app.orders_remark_both
CREATE FUNCTION app.orders_remark_both() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
-- note is remark: the schemactl plan that contracts the rename drops this.
BEGIN
  IF TG_ARGV[0] = 'copied' THEN
    NEW.remark := NEW.note;
  ELSIF TG_OP = 'INSERT' THEN
    IF record_image_ne(ROW(NEW.remark), ROW(CAST(('none'::text) AS text))) THEN
      NEW.note := NEW.remark;
    END IF;
  ELSIF record_image_ne(ROW(NEW.remark), ROW(OLD.remark)) OR NOT (NEW.note IS DISTINCT FROM NULL OR OLD.note IS DISTINCT FROM NULL) THEN
    IF record_image_ne(ROW(NEW.note), ROW(OLD.note)) AND record_image_ne(ROW(NEW.note), ROW(NEW.remark)) THEN
      RAISE EXCEPTION USING MESSAGE = 'note and remark are one column under two names: set one of them', ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.note := NEW.remark;
  END IF;
  RETURN NEW;
END
$$;

-- statement 1.16 + trigger app.orders."!orders_remark_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "!orders_remark_both" BEFORE INSERT OR UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION app.orders_remark_both('given');

-- statement 1.17 ~ column app.orders.note  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.orders ENABLE ALWAYS TRIGGER "!orders_remark_both";

-- statement 1.18 + trigger app.orders."~orders_remark_both"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "~orders_remark_both" BEFORE INSERT OR UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION app.orders_remark_both('copied');

-- statement 1.19 ~ column app.orders.note  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.orders ENABLE ALWAYS TRIGGER "~orders_remark_both";

-- statement 1.20 ! column app.orders.remark  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app.orders SET remark = note WHERE remark IS NULL AND (note IS DISTINCT FROM NULL);

-- statement 1.21 + index app.orders.numbers_both  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX numbers_both ON app.orders (amount, id);

-- statement 1.22 + index app.orders.by_note_both  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_note_both ON app.orders USING btree (lower(remark));

-- statement 1.23 + table app.lines
CREATE TABLE app.lines (
  id bigint NOT NULL,
  of bigint NOT NULL,
  CONSTRAINT lines_pkey PRIMARY KEY (id)
);

-- statement 1.24 + column app.orders.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders ADD COLUMN state text NOT NULL DEFAULT 'new'::text;

-- statement 1.25 + index app.orders.by_state  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_state ON app.orders USING btree (state);

-- statement 1.26 + foreign_key app.lines.to_order  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.lines ADD CONSTRAINT to_order FOREIGN KEY (of) REFERENCES app.orders(id);
COMMIT;
