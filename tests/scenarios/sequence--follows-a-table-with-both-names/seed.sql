INSERT INTO app."Lin ""E s" SELECT FROM generate_series(1, 7);
