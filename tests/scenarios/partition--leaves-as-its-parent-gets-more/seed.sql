INSERT INTO app."Odd ""T x" SELECT n, n FROM generate_series(1, 29) n;
