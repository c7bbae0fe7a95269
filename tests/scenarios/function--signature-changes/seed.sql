INSERT INTO app.items (id) VALUES (1), (2);
