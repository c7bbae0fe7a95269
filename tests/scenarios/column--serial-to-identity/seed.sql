INSERT INTO app."Odd ""T x" (n) VALUES ('a'), ('b'), ('c');
INSERT INTO app.b (n) VALUES ('a'), ('b');
DELETE FROM app.b;
INSERT INTO app.s (n) VALUES ('a');
SELECT setval('app.s_id_seq', 20, false);
