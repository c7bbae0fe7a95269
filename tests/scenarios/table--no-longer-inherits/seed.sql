INSERT INTO app.child VALUES (1, 'a', 2);
