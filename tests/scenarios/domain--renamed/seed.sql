INSERT INTO app.items VALUES (1, 'a@b', ROW(1, 'c@d'));
