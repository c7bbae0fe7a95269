INSERT INTO app."Odd ""T x" VALUES (1, 1), (20, 2);
