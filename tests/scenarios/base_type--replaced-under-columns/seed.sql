INSERT INTO app."Ite ""T x" VALUES (DEFAULT, '1', '[2:3]={2,3}', '4'), ('0', '-1', '{NULL}', NULL);
