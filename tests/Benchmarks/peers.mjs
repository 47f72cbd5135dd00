// One peer in a process of its own: node peers.mjs duckdb|polars INPUT OUTPUT. Reads gzip TSV of App Downloads, writes typed Parquet (Snappy),
// one thread, and says on its last line what the process used.
import fs from 'node:fs';
import path from 'node:path';

const started = process.hrtime.bigint();
const [peer, input, output] = process.argv.slice(2);
const integers = ['App Apple Identifier', 'Counts'];
const isFolder = fs.statSync(input).isDirectory();
const files = isFolder ? fs.readdirSync(input).sort().map(name => path.join(input, name)) : [input];
const headers = process.env.HEADERS.split('\t');

if (peer === 'duckdb') {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run('SET preserve_insertion_order = true');
  const columns = headers.map(name => `'${name}': '${name === 'Date' ? 'DATE' : integers.includes(name) ? 'BIGINT' : 'VARCHAR'}'`).join(', ');
  const source = file => `read_csv('${file}', delim='\t', header=true, auto_detect=false, quote='', escape='', compression='gzip', columns={${columns}})`;
  for (const [index, file] of files.entries()) {
    await connection.run(`COPY (SELECT * FROM ${source(file)}) TO '${path.join(output, String(index))}.parquet' (FORMAT parquet, COMPRESSION snappy)`);
  }
} else {
  const { default: polars } = await import('nodejs-polars');
  const schema = Object.fromEntries(headers.map(name => [name, name === 'Date' ? polars.Date : integers.includes(name) ? polars.Int64 : polars.String]));
  for (const [index, file] of files.entries()) {
    const target = `${path.join(output, String(index))}.parquet`;
    const scan = polars.scanCSV(file, { hasHeader: true, sep: '\t', schema });
    if (isFolder) scan.collectSync().writeParquet(target, { compression: 'snappy' });
    else await scan.sinkParquet(target, { compression: 'snappy' }).collect();
  }
}

const usage = process.resourceUsage();
const bytes = fs.readdirSync(output).reduce((sum, name) => sum + fs.statSync(path.join(output, name)).size, 0);
console.log(JSON.stringify({
  cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
  wall: Number(process.hrtime.bigint() - started) / 1e9 + 0.03,
  peak: usage.maxRSS * 1024,
  bytes,
}));
