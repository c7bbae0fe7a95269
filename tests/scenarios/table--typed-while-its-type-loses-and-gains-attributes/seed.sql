INSERT INTO public."Odd ""T x" VALUES (1, 'it', 'new', 'gg');
