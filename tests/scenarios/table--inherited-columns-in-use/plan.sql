-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.child
CREATE TABLE app.child () INHERITS (app."Par ""T x");

-- statement 1.2 + function app.g
CREATE FUNCTION app.g()
RETURNS bigint
LANGUAGE sql
RETURN (SELECT max(child.id) AS max FROM app.child);

-- statement 1.3 + table app.grandchild
CREATE TABLE app.grandchild (
  more integer
) INHERITS (app.child);

-- statement 1.4 + function app.f
CREATE FUNCTION app.f()
RETURNS bigint
LANGUAGE sql
RETURN (SELECT max(grandchild.id) AS max FROM app.grandchild);

-- statement 1.5 + view app.over
CREATE VIEW app.over AS
SELECT "Not ""C x" AS note
   FROM app.grandchild;
COMMIT;
