INSERT INTO public."Odd ""T x" VALUES (1, 'a', 1); INSERT INTO public.refers VALUES (1);
