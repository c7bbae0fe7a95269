INSERT INTO app."Odd ""T x" VALUES ('a', ROW('a'));
