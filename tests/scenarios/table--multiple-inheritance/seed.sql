INSERT INTO app.child (id, a, b, c) VALUES (1, 2, 3, 4);
