INSERT INTO app."Odd ""T x" VALUES (1, '2026-01-01');
