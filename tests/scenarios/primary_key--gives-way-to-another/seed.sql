INSERT INTO app."Odd ""T x" VALUES (1, 2), (2, 1);
INSERT INTO app.becomes_primary VALUES (1, 1), (2, 2); INSERT INTO app.refers VALUES (1), (NULL);
INSERT INTO app.allows_null VALUES (1, 1); INSERT INTO app.only_unique VALUES (1, 1); INSERT INTO app.leaves_its_name VALUES (1, 1);
