INSERT INTO app.items VALUES (1, '{b}', ROW('b'), '[1,2)', 3);
