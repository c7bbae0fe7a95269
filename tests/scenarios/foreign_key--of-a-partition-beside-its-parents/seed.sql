INSERT INTO app.target VALUES (1); INSERT INTO app.main VALUES (5, 1), (105, 1); INSERT INTO app.joining VALUES (25, 1)
