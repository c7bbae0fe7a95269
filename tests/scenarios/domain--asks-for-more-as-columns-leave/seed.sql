INSERT INTO app."Odd ""T x" VALUES (1, 2, 9, 9, NULL, 9, 2);
