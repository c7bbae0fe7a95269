INSERT INTO app."Odd ""T x" VALUES (1, 1, 1, 'a'), (NULL, 2, 2, NULL);
