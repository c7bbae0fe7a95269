INSERT INTO app."Odd ""T x" VALUES (1, 2, 3, 4, 5, 6), (2, 1, 4, 3, 6, 5);
