INSERT INTO app."Odd ""T x" VALUES (1, 2)
