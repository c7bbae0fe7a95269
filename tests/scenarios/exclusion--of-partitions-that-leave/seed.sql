INSERT INTO app."Room ""R x" SELECT int4range(n % 3, n % 3 + 1), tstzrange(date '2024-01-01' + n, date '2024-01-02' + n) FROM generate_series(1, 40) n;
INSERT INTO app.above SELECT int4range(0, 1), tstzrange(date '2024-01-01' + n, date '2024-01-02' + n) FROM generate_series(1, 40) n;
