INSERT INTO shop."Pay ""T x" SELECT i, i, 'p' || i FROM generate_series(1, 10) i;
INSERT INTO shop.cards (id, "Am ""T t", note, number) SELECT i, i, 'c' || i, i::text FROM generate_series(5, 20) i;
INSERT INTO shop."Gold ""C d" (id, "Am ""T t", note) SELECT i, i, 'g' || i FROM generate_series(8, 30) i;
INSERT INTO shop.cash SELECT i, i, CASE i % 2 WHEN 0 THEN 's' || i END FROM generate_series(1, 40) i;
