INSERT INTO app.t VALUES (1, ROW(1, 2, 3)), (2, NULL);
INSERT INTO app."Odd ""T x" VALUES (1, 5, 6, 7)
