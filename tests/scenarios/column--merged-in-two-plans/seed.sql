INSERT INTO app."Odd ""T x" VALUES (1, 'Ada', 'L', 7), (2, 'Bob', 'M', 8);
