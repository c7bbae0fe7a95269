SELECT nextval('app."Seq ""Q x"') = 7;
