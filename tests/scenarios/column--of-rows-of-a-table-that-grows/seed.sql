INSERT INTO app.t VALUES (1, ROW(1, 'b', '2026-01-02'), ROW(ROW(2, 'c', NULL))), (2, NULL, NULL), (3, ROW(NULL, NULL, NULL), ROW(NULL));
INSERT INTO app."Odd ""T x" (b) VALUES ('x');
