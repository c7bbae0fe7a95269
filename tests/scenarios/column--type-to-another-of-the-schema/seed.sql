INSERT INTO app."Odd ""T x" VALUES ('[a,b)', 1, 'a', NULL, '{"[a,b)","[c,d)"}');
