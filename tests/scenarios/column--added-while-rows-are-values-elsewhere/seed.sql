INSERT INTO app."Odd ""T x" VALUES (1), (2); INSERT INTO app.holder VALUES (ROW(1));
