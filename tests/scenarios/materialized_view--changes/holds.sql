SELECT name = 'A' FROM app."Sto ""M x";
