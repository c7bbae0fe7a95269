INSERT INTO shop."Order ""T x" SELECT i, CASE WHEN i % 3 > 0 THEN 'n' || i END, CASE WHEN i % 2 > 0 THEN i / 4.0 END FROM generate_series(1, 20) i;
