INSERT INTO app.target SELECT generate_series(0, 199);
INSERT INTO app.other SELECT generate_series(0, 199);
INSERT INTO app.parted SELECT generate_series(0, 99);
INSERT INTO app."Main ""T x" SELECT n, n, n, n FROM generate_series(0, 58) n;
INSERT INTO app."Main ""T x" SELECT n, n, 1, n FROM generate_series(100, 105) n;
