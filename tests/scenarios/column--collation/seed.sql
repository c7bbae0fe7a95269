INSERT INTO app."Odd ""T x" VALUES ('a'), ('B');
