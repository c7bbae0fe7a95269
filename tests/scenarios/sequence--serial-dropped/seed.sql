INSERT INTO app."Odd ""T x" (note) VALUES ('a');
