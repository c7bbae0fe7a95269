INSERT INTO app.items VALUES (1, 'a', ROW(5), 'a');
