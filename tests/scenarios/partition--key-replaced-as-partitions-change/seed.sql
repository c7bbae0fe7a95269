INSERT INTO app."Odd ""T x" VALUES (1, 'a', 'x'); INSERT INTO app.ranges VALUES (1, 2);
