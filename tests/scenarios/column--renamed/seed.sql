INSERT INTO app."Odd ""T x" VALUES (1, 5), (2, 7);
