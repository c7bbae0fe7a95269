INSERT INTO app.holder VALUES (1, ROW(1, 'a'), NULL);
