INSERT INTO shop."Order ""T x" (id, "Pri ""C e", name, stamp) SELECT i * 10, i, 'n' || i, '2026-01-01 12:00+02'::timestamptz + i * interval '1 hour' FROM generate_series(1, 40) i;
INSERT INTO shop.lines SELECT i, i * 10, i FROM generate_series(1, 40) i;
