INSERT INTO app.items VALUES (1, ROW('a', '12345'), ROW(1, 'x', '2026-01-01'));
