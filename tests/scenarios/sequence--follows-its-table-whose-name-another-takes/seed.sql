INSERT INTO app."Lin ""E s" (text) SELECT 'x' FROM generate_series(1, 50);
DELETE FROM app."Lin ""E s" WHERE id > 3;
INSERT INTO app.t (text) SELECT 'x' FROM generate_series(1, 50);
DELETE FROM app.t WHERE id > 3
