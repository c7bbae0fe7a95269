INSERT INTO app."Odd ""T x" VALUES (1, 10), (2, 20);
INSERT INTO app.added VALUES (1), (2);
INSERT INTO app.dropped VALUES (1), (2);
