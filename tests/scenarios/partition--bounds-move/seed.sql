INSERT INTO app."Eve ""T x" VALUES (10, 1), (150, 2), (1000, 3);
