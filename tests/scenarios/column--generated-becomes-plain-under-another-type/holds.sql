SELECT "Sto ""C x" = '2' AND shown = 1 AND said = 'n3' AND seen = '4' AND virtual_said = 'v5' AND number = 1 AND anew = 2 AND anew_too @@ '6' AND lost IS NULL AND lost_too IS NULL FROM app."Odd ""T x" WHERE a = 1;
SELECT g = 1 FROM app.parted;
