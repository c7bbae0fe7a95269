INSERT INTO app.a ("Odd ""T x") SELECT 'x' FROM generate_series(1, 50);
INSERT INTO app.b (n) SELECT 1 FROM generate_series(1, 3);
INSERT INTO app.users SELECT FROM generate_series(1, 2);
INSERT INTO app.users_new (email) SELECT 'x' FROM generate_series(1, 7)
