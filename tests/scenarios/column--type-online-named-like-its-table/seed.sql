INSERT INTO app."Odd ""T x" VALUES (1, 2, 3), (2, 5, 6);
