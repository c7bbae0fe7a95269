INSERT INTO app."Odd ""T x" VALUES (1, 1.50, 0, 3, 'x', 1), (2, 2.00, 0, 4, 'y', 2);
