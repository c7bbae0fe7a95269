SELECT "Sto ""C x" = 11 AND freed = 3 AND made = 31 AND virtual = 41 AND turned = 6 FROM app."Odd ""T x" WHERE a = 1;
