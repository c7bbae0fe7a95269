INSERT INTO app."Odd ""T x" VALUES (1, 'a', 1.25, '2026-01-01 10:00:00', '{a,b}');
