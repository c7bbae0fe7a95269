INSERT INTO app."Ite ""T x" VALUES (1, '[1,2]', '{"[1,2,3]"}'), (2, DEFAULT, NULL);
