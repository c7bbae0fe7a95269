INSERT INTO app.t VALUES (1, ROW('A, "b', NULL), ROW('A, "b', NULL), ROW('A, "b', NULL), ROW('A, "b', NULL), ROW(ROW('A, "b', NULL), 3), ROW('A, "b', NULL), ROW(1, 'b', 2), ROW('A, "b', NULL), ROW('A, "b', NULL), ROW('A, "b', NULL), ROW('2026-01-02 03:04:05', 'L'));
INSERT INTO app.t (id, v) VALUES (2, NULL), (3, ROW(NULL, NULL));
