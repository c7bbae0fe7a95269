SELECT "Pri ""C e" = 2 AND at = '2026-01-01 12:00:01+00' AND wide = '{1.5}' FROM app."Odd ""T x" WHERE id = 1;
