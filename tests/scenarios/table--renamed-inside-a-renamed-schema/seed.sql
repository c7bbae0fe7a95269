INSERT INTO app.items (name) VALUES ('a'), ('b');
