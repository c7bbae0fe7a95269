INSERT INTO app."Par ""T x" VALUES (5, 'a', 'g');
INSERT INTO app.child VALUES (2, 'b', 'g', 3);
INSERT INTO app.grandchild VALUES (3, 'c', NULL, 3, 4);
