-- step 1: transaction
BEGIN;
-- statement 1.1 - text_search_configuration app.dropped
DROP TEXT SEARCH CONFIGURATION app.dropped;

-- statement 1.2 ~ text_search_configuration app."Con ""C x"
ALTER TEXT SEARCH CONFIGURATION app."Con ""C x" DROP MAPPING FOR word;

-- statement 1.3 ~ text_search_configuration app."Con ""C x"
ALTER TEXT SEARCH CONFIGURATION app."Con ""C x" ADD MAPPING FOR "int" WITH app."Dic ""D x";

-- statement 1.4 ~ text_search_configuration app."Con ""C x"
ALTER TEXT SEARCH CONFIGURATION app."Con ""C x" ALTER MAPPING FOR asciiword WITH app."Dic ""D x", english_stem;

-- statement 1.5 + text_search_configuration app.added
CREATE TEXT SEARCH CONFIGURATION app.added (PARSER = default);
COMMIT;
