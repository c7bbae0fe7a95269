INSERT INTO app."Odd ""T x" VALUES (NULL, 'nothing'), (NULL, 'nothing either'), ('', 'empty'), ('\N', 'a word of COPY'), ('\\N', 'another'), ('a', 'old');
INSERT INTO app.pairs VALUES (1, NULL, 'half'), (NULL, NULL, 'none'), (NULL, NULL, 'none'), (1, '', 'is there'), (2, 'b', 'goes');
