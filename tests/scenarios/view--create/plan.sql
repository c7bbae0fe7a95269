-- step 1: transaction
BEGIN;
-- statement 1.1 + view app."Ove ""V x"
CREATE VIEW app."Ove ""V x" WITH (security_barrier=true, check_option=local) AS
SELECT id,
    name AS "Nam ""C x"
   FROM app.items
  WHERE (name <> 'it''s'::text);

-- statement 1.2 ~ view app."Ove ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app."Ove ""V x" ALTER COLUMN id SET DEFAULT 5;

-- statement 1.3 ~ view app."Ove ""V x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Ove ""V x".id IS 'number';

-- statement 1.4 + comment view.app."Ove ""V x"
COMMENT ON VIEW app."Ove ""V x" IS 'odd';

-- statement 1.5 ~ owner view.app."Ove ""V x"
ALTER VIEW app."Ove ""V x" OWNER TO app_owner;

-- statement 1.6 + privilege view.app."Ove ""V x".rw
GRANT SELECT ON TABLE app."Ove ""V x" TO rw;
COMMIT;
