SELECT (SELECT string_agg(one::text, ' ' ORDER BY id) FROM app."Ite ""T x" one) = '(1,a!,10,b,new,d,e) (2,c!,20,,open,,f)';
