-- step 1: transaction
BEGIN;
-- statement 1.1 - text_search_dictionary app.dropped
DROP TEXT SEARCH DICTIONARY app.dropped;

-- statement 1.2 ~ text_search_dictionary app."Dic ""D x"
ALTER TEXT SEARCH DICTIONARY app."Dic ""D x" (stopwords, accept = 'true');

-- statement 1.3 + text_search_dictionary app.added
CREATE TEXT SEARCH DICTIONARY app.added (TEMPLATE = pg_catalog.simple);
COMMIT;
