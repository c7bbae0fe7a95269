INSERT INTO app.items VALUES (1, 'a', ROW('b', 2), 'b');
