INSERT INTO app."Odd ""T x" VALUES (1, 'b', 3);
INSERT INTO app.other VALUES (1);
