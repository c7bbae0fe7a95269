INSERT INTO app.of_it (id) VALUES (1), (2);
