INSERT INTO app."Eve ""T x" VALUES (1, 2);
