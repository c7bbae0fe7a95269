INSERT INTO app.t VALUES (1, ROW(1, 'x', 2), ARRAY[ROW(3, 'y', 4)::app."Com ""C x", NULL, ROW(5, NULL, 6)::app."Com ""C x"], ROW(ROW(7, 'z', 8), NULL), NULL, ROW(9, 'd', 10), NULL, NULL);
INSERT INTO app.t (id, os, da) VALUES (2, ARRAY[ROW(NULL, ARRAY[ROW(1, 'q', 2)::app."Com ""C x"])::app.outer], ARRAY[ROW(1, 'w', 2)::app."Com ""C x"]);
