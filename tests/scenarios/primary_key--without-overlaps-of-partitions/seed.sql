INSERT INTO app."Room ""R x" SELECT int4range(n, n + 1), '[2024-01-01,2024-02-01)', int4range(n, n + 2) FROM generate_series(1, 40) n;
