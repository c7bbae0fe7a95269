-- step 1: transaction
BEGIN;
-- statement 1.1 - text_search_dictionary app.over
DROP TEXT SEARCH DICTIONARY app.over;

-- statement 1.2 - text_search_template app."Tem ""T x"
DROP TEXT SEARCH TEMPLATE app."Tem ""T x";

-- statement 1.3 - text_search_template app.dropped
DROP TEXT SEARCH TEMPLATE app.dropped;

-- statement 1.4 + text_search_template app."Tem ""T x"
CREATE TEXT SEARCH TEMPLATE app."Tem ""T x" (LEXIZE = pg_catalog.dsimple_lexize);

-- statement 1.5 + text_search_template app.added
CREATE TEXT SEARCH TEMPLATE app.added (LEXIZE = pg_catalog.dsimple_lexize);

-- statement 1.6 + text_search_dictionary app.over
CREATE TEXT SEARCH DICTIONARY app.over (TEMPLATE = app."Tem ""T x");
COMMIT;
