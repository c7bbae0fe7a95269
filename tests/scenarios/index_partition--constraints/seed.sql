INSERT INTO app."Eve ""T x" VALUES (1, '2026-01-01');
