SELECT 'middle'::app."Col ""E x" < 'large'::app."Col ""E x";
