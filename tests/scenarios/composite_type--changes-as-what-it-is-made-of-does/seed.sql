INSERT INTO app.a VALUES (1, ROW('a', 'Q', 'W')), (2, NULL), (3, ROW(NULL, NULL, NULL));
INSERT INTO app.b VALUES (1, ROW('a', 'Q', 'W'));
INSERT INTO app.c VALUES (1, ARRAY[ROW('a', 'Q', 'W')::app.listed, NULL]);
INSERT INTO app.d VALUES (1, ROW('a', 'Q', 'W'));
INSERT INTO app.e VALUES (1, ROW('[a,b)', 'Q', 'W'));
INSERT INTO app.f VALUES (1, ROW('a', '2026-01-02 03:04:05'));
