INSERT INTO app."Top ""T x" (k) SELECT k FROM generate_series(1, 5) n, unnest(ARRAY[1, 2, 20]) k;
INSERT INTO app.deepest (k) VALUES (2);
INSERT INTO app.twenty (k) VALUES (20);
