SELECT (SELECT string_agg(one::text, ' ' ORDER BY id) FROM app."Ite ""T x" one) = '(1,A!,10,b,new!,d,e) (2,C!,20,,open!,,f)';
