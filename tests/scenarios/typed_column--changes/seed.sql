INSERT INTO app.rows VALUES (1, 'p', 'q', 'r', 's');
