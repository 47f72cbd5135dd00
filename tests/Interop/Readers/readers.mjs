// Reads Parquet with libraries that share nothing with the project. One request per line on stdin, one answer per line on stdout,
// both JSON: {"kind": "duckdb", "sql": ...} or {"kind": "hyparquet" | "polars", "path": ...} -> {"columns": [...], "rows": [[...]]} or {"error": ...}.
// Values come back as text, null as null, so that 64-bit integers and decimals stay exact.
import fs from 'node:fs';
import readline from 'node:readline';

const text = value =>
  value === null || value === undefined ? null
    : value instanceof Date ? value.toISOString()
      : typeof value === 'object' ? JSON.stringify(value)
        : String(value);

let duckdb;

const readers = {
  async duckdb({ sql }) {
    if (!duckdb) {
      const { DuckDBInstance } = await import('@duckdb/node-api');
      duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    }

    const result = await duckdb.runAndReadAll(sql);
    return { columns: result.columnNames(), rows: result.getRowsJson() };
  },

  async hyparquet({ path }) {
    const { parquetReadObjects, parquetMetadata } = await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const bytes = fs.readFileSync(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const columns = parquetMetadata(file).schema.slice(1).map(element => element.name);
    const rows = await parquetReadObjects({ file, compressors });
    return { columns, rows: rows.map(row => columns.map(name => row[name])) };
  },

  async polars({ path }) {
    const { default: polars } = await import('nodejs-polars');
    // The JavaScript binding has no decimals.
    let frame = polars.readParquet(path);
    for (const name of frame.columns.filter(name => String(frame.getColumn(name).dtype).includes('Decimal'))) {
      frame = frame.withColumn(polars.col(name).cast(polars.Float64));
    }

    return { columns: frame.columns, rows: frame.rows() };
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    const { columns, rows } = await readers[request.kind](request);
    answer = { columns, rows: rows.map(row => row.map(text)) };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }

  process.stdout.write(JSON.stringify(answer) + '\n');
}
