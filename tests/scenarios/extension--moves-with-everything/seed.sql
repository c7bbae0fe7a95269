INSERT INTO app."Odd ""T x" VALUES (1, '[1,2]', '{"[3,4]"}', '[5,6]');
