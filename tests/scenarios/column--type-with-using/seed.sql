INSERT INTO app."Odd ""T x" VALUES (1, 'yes', '12', 1000), (2, 'no', NULL, NULL);
