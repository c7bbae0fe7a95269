INSERT INTO app."Lin ""E s" (text) SELECT 'x' FROM generate_series(1, 7);
INSERT INTO app.other DEFAULT VALUES;
