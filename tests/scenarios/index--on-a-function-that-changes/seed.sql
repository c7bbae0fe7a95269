INSERT INTO app."Odd ""T x" VALUES ('aB');
