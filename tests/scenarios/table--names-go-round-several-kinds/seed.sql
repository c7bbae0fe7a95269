INSERT INTO app.t VALUES (1, 2);
INSERT INTO app."Odd ""T x" VALUES (3, 4);
SELECT nextval('app.s')
