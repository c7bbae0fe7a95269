INSERT INTO app.rows VALUES (1, 'a');
INSERT INTO app.typed VALUES (2, 'b');
