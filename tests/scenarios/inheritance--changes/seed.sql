INSERT INTO app.child (id, a, b, c) VALUES (1, 2, 3, 4);
INSERT INTO app.swapped (id, a) VALUES (5, 6);
INSERT INTO app.moved (id, a, b) VALUES (7, 8, 9);
