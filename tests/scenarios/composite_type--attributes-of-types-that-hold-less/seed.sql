INSERT INTO app.t VALUES (1, ROW(3, 1.25, '{0,7}', '2026-01-02 03:04:05')), (2, NULL);
INSERT INTO app."Odd ""Typed x" VALUES (3, 1.25);
