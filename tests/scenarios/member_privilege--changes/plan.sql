-- step 1: transaction
BEGIN;
-- statement 1.1 - member_privilege extension.vector."FUNCTION public.vector_norm(public.vector)".gone  [SC406]
REVOKE EXECUTE ON FUNCTION public.vector_norm(public.vector) FROM gone;

-- statement 1.2 ~ member_privilege extension.vector."FUNCTION public.l2_distance(public.vector,public.vector)".rw
GRANT EXECUTE ON FUNCTION public.l2_distance(public.vector,public.vector) TO rw WITH GRANT OPTION;

-- statement 1.3 + member_privilege extension.vector."FUNCTION public.inner_product(public.vector,public.vector)".rw
GRANT EXECUTE ON FUNCTION public.inner_product(public.vector,public.vector) TO rw;
COMMIT;
