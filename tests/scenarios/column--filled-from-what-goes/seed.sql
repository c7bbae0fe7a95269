INSERT INTO app."Old ""T x" VALUES (1, 'one'), (2, 'two');
INSERT INTO app."Odd ""T x" VALUES (1, 'Ada', 'L', 'a', '1', 'gone', 'sent'), (2, 'Bob', 'M', 'b', '2', 'draft', 'draft');
