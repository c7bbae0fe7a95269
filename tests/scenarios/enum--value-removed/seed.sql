INSERT INTO app."Odd ""T x" VALUES (1, 'green', '{red,green}'), (2, 'red', NULL);
