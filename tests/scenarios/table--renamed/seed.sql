INSERT INTO app.purchases (name) VALUES ('a'), ('b');
INSERT INTO app.lines VALUES (1);
