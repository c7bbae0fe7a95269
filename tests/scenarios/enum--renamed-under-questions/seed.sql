INSERT INTO app.k VALUES (1, 'a'), (2, 'b');
INSERT INTO app.pt VALUES ('a');
