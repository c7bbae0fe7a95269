-- step 1: transaction
BEGIN;
-- statement 1.1 - text_search_configuration app.over
DROP TEXT SEARCH CONFIGURATION app.over;

-- statement 1.2 - text_search_parser app."Par ""P x"
DROP TEXT SEARCH PARSER app."Par ""P x";

-- statement 1.3 - text_search_parser app.dropped
DROP TEXT SEARCH PARSER app.dropped;

-- statement 1.4 + text_search_parser app."Par ""P x"
CREATE TEXT SEARCH PARSER app."Par ""P x" (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, HEADLINE = pg_catalog.prsd_headline, LEXTYPES = pg_catalog.prsd_lextype);

-- statement 1.5 + text_search_parser app.added
CREATE TEXT SEARCH PARSER app.added (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, LEXTYPES = pg_catalog.prsd_lextype);

-- statement 1.6 + text_search_configuration app.over
CREATE TEXT SEARCH CONFIGURATION app.over (PARSER = app."Par ""P x");

-- statement 1.7 ~ text_search_configuration app.over
ALTER TEXT SEARCH CONFIGURATION app.over ADD MAPPING FOR asciiword WITH english_stem;
COMMIT;
