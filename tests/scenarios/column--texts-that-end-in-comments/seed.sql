INSERT INTO app."Odd ""T x" VALUES (1, 5, 0, 'mad', 3), (2, 6, 0, 'happy', 4);
