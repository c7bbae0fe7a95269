INSERT INTO app."Old ""T x" SELECT FROM generate_series(1, 5);
SELECT nextval('app.numbers') FROM generate_series(1, 3)
