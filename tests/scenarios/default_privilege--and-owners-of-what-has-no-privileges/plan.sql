-- step 1: transaction
BEGIN;
-- statement 1.1 + text_search_configuration app."Odd ""F x"
CREATE TEXT SEARCH CONFIGURATION app."Odd ""F x" (PARSER = default);

-- statement 1.2 ~ owner text_search_configuration.app."Odd ""F x"
ALTER TEXT SEARCH CONFIGURATION app."Odd ""F x" OWNER TO postgres;
COMMIT;
