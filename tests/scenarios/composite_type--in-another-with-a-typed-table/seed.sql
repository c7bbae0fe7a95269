INSERT INTO public.x11 VALUES (ROW(7), 'z');
