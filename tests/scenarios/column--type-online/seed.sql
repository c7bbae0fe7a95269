INSERT INTO shop."Order ""T x" (name, price, stamp) SELECT 'n' || i, i, '2026-01-01 12:00+02'::timestamptz + i * interval '1 hour' FROM generate_series(1, 20) i;
INSERT INTO shop.lines SELECT i, i, i FROM generate_series(1, 20) i;
