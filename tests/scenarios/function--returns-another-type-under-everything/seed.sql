INSERT INTO app."Odd ""T x" (id, a) VALUES (1, 1), (2, 5);
REFRESH MATERIALIZED VIEW app.m;
