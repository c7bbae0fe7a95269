INSERT INTO app."Odd ""T x" VALUES (1, 'a', '{"a": 1}', 'x'), (2, 'b', NULL, NULL);
