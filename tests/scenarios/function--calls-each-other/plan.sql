-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + function app."Zet ""F x".integer
CREATE FUNCTION app."Zet ""F x"(integer)
RETURNS integer
LANGUAGE sql
AS $$select $1$$;

-- statement 1.3 + function app.a_first.integer
CREATE FUNCTION app.a_first(integer)
RETURNS integer
LANGUAGE sql
RETURN (app."Zet ""F x"($1) + 1);

-- statement 1.4 + table app.items
CREATE TABLE app.items (
  id integer NOT NULL,
  CONSTRAINT items_pkey PRIMARY KEY (id)
);

-- statement 1.5 + function app.over_table
CREATE FUNCTION app.over_table()
RETURNS SETOF app.items
LANGUAGE sql
AS $$select * from app.items$$;
COMMIT;
