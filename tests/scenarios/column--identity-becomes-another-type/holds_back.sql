SELECT nextval('app."Odd ""T x_Counted ""C x_seq"') = 4;
SELECT nextval('app."Odd ""T x_both_seq"') = 4;
SELECT nextval('app."Odd ""T x_text_seq"') = 3;
