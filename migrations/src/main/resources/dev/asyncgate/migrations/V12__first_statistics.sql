-- A gate plans its statements once, often while the tables are empty and nobody has analysed them. The server then takes
-- a tenant for a two-hundredth of a table, so that on a table of a page every index that begins with the tenant looks as
-- good as the primary key; a plan that walks all receipts of the tenant for each parent was kept until the first
-- autovacuum, a minute later. These first statistics say what the schema knows: one tenant may own everything. The first
-- ANALYZE replaces them. Servers before 18 take no statistics by hand; there the first minute stays as it was.
DO $$
DECLARE
    owned name;
BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN
        RETURN;
    END IF;
    FOR owned IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
          AND c.relkind = 'r' AND a.attname = 'tenant_id'
    LOOP
        EXECUTE format(
            'SELECT pg_restore_attribute_stats(''schemaname'', %L, ''relname'', %L, ''attname'', ''tenant_id'', '
            '''inherited'', false, ''null_frac'', 0::real, ''avg_width'', 16, ''n_distinct'', 1::real)',
            current_schema(), owned);
    END LOOP;
END $$;
