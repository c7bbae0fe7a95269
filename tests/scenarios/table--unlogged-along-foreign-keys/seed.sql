INSERT INTO app."One ""T x" VALUES (1, 1);
INSERT INTO app.two VALUES (2, 1);
INSERT INTO app.three VALUES (3, 2);
INSERT INTO app.whole VALUES (4);
INSERT INTO app.here VALUES (1);
INSERT INTO app.there VALUES (2, 1);
UPDATE app.here SET there = 2;
