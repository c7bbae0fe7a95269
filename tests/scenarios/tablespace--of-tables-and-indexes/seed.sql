insert into public.t values (1, 'a'); insert into public.u values (2);
