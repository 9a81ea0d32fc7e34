import { sql, type Kysely } from 'kysely';

/** A schema as statements of SQL, in the order in which they can be run, with the rows between tables and constraints. */
export interface SchemaText {
  tables: string[];
  /** Constraints, indexes, functions and triggers: what rows need not wait for. */
  rest: string[];
}

type AnyDatabase = Kysely<never>;

const lines = async (db: AnyDatabase, query: ReturnType<typeof sql<{ line: string }>>): Promise<string[]> =>
  (await query.execute(db)).rows.map(({ line }) => line);

/** What the tables of the schema `public` are, from the catalogue of the data base; in an order that depends on names only. */
export async function describeSchema(db: AnyDatabase): Promise<SchemaText> {
  const sequences = await lines(
    db,
    sql`SELECT format('CREATE SEQUENCE %I;', relname) AS line FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`,
  );
  const tables = await lines(
    db,
    sql`SELECT format(E'CREATE TABLE %I (\n%s\n);', c.relname, string_agg(format('  %I %s%s%s', a.attname,
          format_type(a.atttypid, a.atttypmod), ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid),
          CASE WHEN a.attnotnull THEN ' NOT NULL' END), E',\n' ORDER BY a.attnum)) AS line
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname`,
  );
  const owned = await lines(
    db,
    sql`SELECT format('ALTER SEQUENCE %I OWNED BY %I.%I;', s.relname, t.relname, a.attname) AS line
        FROM pg_depend p JOIN pg_class s ON s.oid = p.objid AND s.relkind = 'S' JOIN pg_class t ON t.oid = p.refobjid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.refobjsubid
        WHERE s.relnamespace = 'public'::regnamespace AND p.deptype = 'a' ORDER BY s.relname`,
  );
  // Keys before what refers to them.
  const constraints = await lines(
    db,
    sql`SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s;', t.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        WHERE t.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'c', 'f')
        ORDER BY k.contype = 'f', t.relname, k.conname`,
  );
  const indexes = await lines(
    db,
    sql`SELECT pg_get_indexdef(i.indexrelid) || ';' AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
        ORDER BY c.relname`,
  );
  const functions = await lines(
    db,
    sql`SELECT trim(trailing E'\n' FROM pg_get_functiondef(oid)) || ';' AS line FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace ORDER BY proname`,
  );
  const triggers = await lines(
    db,
    sql`SELECT pg_get_triggerdef(g.oid) || ';' AS line FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
        WHERE t.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal ORDER BY t.relname, g.tgname`,
  );
  return {
    tables: [...sequences, ...tables, ...owned],
    rest: [...constraints, ...indexes, ...functions, ...triggers],
  };
}

/** All rows of the schema `public` as statements of SQL, and where its sequences stand. */
export async function describeRows(db: AnyDatabase): Promise<string[]> {
  const tables = await sql<{ name: string; columns: string[] }>`
    SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
    FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name`.execute(
    db,
  );
  const inserts: string[] = [];
  for (const { name, columns } of tables.rows) {
    const values = columns.map((column) => sql`quote_nullable(${sql.ref(column)}::text)`);
    const names = sql.join(columns.map((column) => sql`quote_ident(${sql.lit(column)})`));
    inserts.push(
      ...(await lines(
        db,
        sql`SELECT format('INSERT INTO %I (%s) VALUES (%s);', ${sql.lit(name)}::text, concat_ws(', ', ${names}),
              concat_ws(', ', ${sql.join(values)})) AS line FROM ${sql.table(name)} ORDER BY 1`,
      )),
    );
  }
  const sequences = await lines(
    db,
    sql`SELECT format('SELECT setval(%L, %s);', sequencename, last_value) AS line FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  );
  return [...inserts, ...sequences];
}
