SELECT (items).c = 7 AND z = 'z' FROM public.x11;
