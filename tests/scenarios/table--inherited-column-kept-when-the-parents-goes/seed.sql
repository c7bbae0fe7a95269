INSERT INTO app."Par ""T x" VALUES (1, 'a', 1);
INSERT INTO app.middle VALUES (2, 'b', 2, 2);
INSERT INTO app.last VALUES (3, 'c', 3, 3, 3);
INSERT INTO app.other VALUES (4, 'd', 4);
