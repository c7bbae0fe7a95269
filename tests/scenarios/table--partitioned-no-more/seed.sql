INSERT INTO app."Odd ""T x" SELECT 1;
