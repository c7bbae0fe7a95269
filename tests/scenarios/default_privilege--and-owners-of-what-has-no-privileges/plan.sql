-- step 1: transaction
BEGIN;
-- statement 1.1 + operator_family app."Odd ""F x".btree
CREATE OPERATOR FAMILY app."Odd ""F x" USING btree;

-- statement 1.2 + text_search_configuration app.words
CREATE TEXT SEARCH CONFIGURATION app.words (PARSER = default);

-- statement 1.3 ~ owner operator_family.app."Odd ""F x".btree
ALTER OPERATOR FAMILY app."Odd ""F x" USING btree OWNER TO postgres;

-- statement 1.4 ~ owner text_search_configuration.app.words
ALTER TEXT SEARCH CONFIGURATION app.words OWNER TO postgres;
COMMIT;
