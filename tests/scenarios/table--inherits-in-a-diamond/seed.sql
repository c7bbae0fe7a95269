INSERT INTO app."Top ""T x" VALUES (10, 'a', 1);
INSERT INTO app.left VALUES (11, 'b', 1, 2);
INSERT INTO app.right VALUES (12, 'c', 1, 3);
INSERT INTO app.bottom (id, "Col ""C x", gone, l, r, b) VALUES (13, 'd', 1, 4, 5, 6);
INSERT INTO app.two (id, "Col ""C x", gone, r, s) VALUES (14, 'e', 1, 7, 8);
