// Reads SQL with the Trino grammar of dt-sql-parser. Takes {"sql"} line by line and answers with the list of what it cannot read.
import { existsSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

// The package names its own files without their endings, which node does not load; bundled once they are one file.
const bundle = join(folder, 'trino.cjs');
if (!existsSync(bundle)) {
  const part = `${bundle}.${process.pid}`;
  require('esbuild').buildSync({
    stdin: { contents: "export { TrinoSQL } from 'dt-sql-parser';", resolveDir: folder }, bundle: true, platform: 'node', format: 'cjs', outfile: part,
  });
  renameSync(part, bundle);
}

const { TrinoSQL } = require(bundle);
const trino = new TrinoSQL();

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { sql } = JSON.parse(line);
    const findings = trino.validate(sql).map(e => `${e.startLine}:${e.startColumn}: ${e.message}`);
    // The grammar takes back-quoted names; Athena takes them in DDL only.
    if (sql.replace(/'(?:[^']|'')*'/g, '').includes('`')) findings.push('a back quote in a query');
    answer = { findings };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
