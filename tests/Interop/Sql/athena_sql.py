"""Reads Athena SQL with sqlglot, checks its types (trino_types) and says it in DuckDB's words. Takes JSON line by line:

{"tables": {table: [[column, type, adds]]}}     what the later requests may use
{"sql": text, "today": "YYYY-MM-DD"}            -> {"statements": [{"title", "view", "columns", "duckdb", "findings"}]}
"""

import json
import sys

import sqlglot
from sqlglot import exp

from trino_types import Types, Value

HIVE = {"string": "varchar", "int": "integer"}
tables = {}


def check(request):
    statements = []
    for node in sqlglot.parse(request["sql"], read="athena"):
        if node is None:
            continue
        types = Types(tables)
        query = node
        if isinstance(node, exp.Create):
            if node.kind != "VIEW":
                types.find(node, "neither query nor view")
            query = node.expression
        columns = types.query(query, {})
        view = node.this.sql("athena").lower() if isinstance(node, exp.Create) else None
        if view:
            tables[view] = columns
        today = exp.cast(exp.Literal.string(request["today"]), "date")
        local = node.transform(lambda n: today.copy() if isinstance(n, exp.CurrentDate) else n)
        title = " ".join(c.strip() for c in node.comments or ())
        statements.append({
            "title": title,
            "view": view,
            "columns": [[name, value.type, value.adds] for name, value in columns.items()],
            "duckdb": local.sql("duckdb", comments=False),
            "findings": types.findings,
        })
    return {"statements": statements}


for line in sys.stdin:
    try:
        request = json.loads(line)
        if "tables" in request:
            for name, columns in request["tables"].items():
                tables[name.lower()] = {c.lower(): Value(HIVE.get(t.split("(")[0], t.split("(")[0]), adds) for c, t, adds in columns}
            answer = {"tables": len(tables)}
        else:
            answer = check(request)
    except Exception as error:  # whatever it is, the test shall show it
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
