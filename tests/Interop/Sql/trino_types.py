"""Types of Athena queries under Trino's rules, which are stricter than those of DuckDB: nothing is compared with a value of another
type, names in WHERE and GROUP BY are columns and never aliases, and two integers divide as integers. What is not known here is a
finding, so that nothing passes unseen. Beside its type a value knows whether it may be added up."""

from dataclasses import dataclass, replace

from sqlglot import exp

INTEGERS = ("integer", "bigint")
NUMBERS = INTEGERS + ("decimal", "double")
TIMES = ("date", "timestamp")
NAMES = {
    "VARCHAR": "varchar", "TEXT": "varchar", "BIGINT": "bigint", "INT": "integer", "DOUBLE": "double", "DECIMAL": "decimal",
    "DATE": "date", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean",
}


@dataclass(frozen=True)
class Value:
    """type: one of NUMBERS, TIMES, varchar, boolean, interval, null, or any (after a finding). adds: yes, within a date, or no."""

    type: str
    adds: str = "yes"


ANY = Value("any")


class Types:
    """Finds what Trino would refuse in one query. tables: name to {column: Value}."""

    def __init__(self, tables):
        self.tables = tables
        self.findings = []

    def find(self, node, message):
        self.findings.append(f"{message}: {node.sql('athena')[:120]}")
        return ANY

    # ---- queries: each returns its columns, name to Value

    def query(self, node, outer):
        tables = dict(outer)
        with_ = node.args.get("with") or node.args.get("with_")
        for cte in with_.expressions if with_ else ():
            tables[cte.alias.lower()] = self.query(cte.this, tables)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, tables)
        if isinstance(node, exp.SetOperation):
            left, right = self.query(node.left, tables), self.query(node.right, tables)
            if len(left) != len(right):
                self.find(node, "the two sides have a different number of columns")
            return {name: self.same(node, [a, b], f"column {name} of the two sides") for (name, a), b in zip(left.items(), right.values())}
        if not isinstance(node, exp.Select):
            self.find(node, "not a query")
            return {}
        return self.select(node, tables)

    def select(self, node, tables):
        sources = {}
        from_ = node.args.get("from") or node.args.get("from_")
        for item in ([from_.this] if from_ else []) + [join.this for join in node.args.get("joins") or ()]:
            sources[item.alias_or_name.lower()] = self.source(item, tables)
        group = node.args.get("group")
        scope = Scope(self, sources, [column.sql() for column in group.expressions] if group else [])
        for join in node.args.get("joins") or ():
            if join.args.get("on"):
                scope.boolean(join.args["on"])
            elif join.args.get("using") or join.args.get("method"):
                self.find(join, "a join names its condition")
        for clause in ("where", "having"):
            if node.args.get(clause):
                scope.boolean(node.args[clause].this)
        for item in group.expressions if group else ():
            scope.of(item)
        columns = {}
        for item in node.expressions:
            if isinstance(item, exp.Star):
                self.find(item, "columns are named")
            elif isinstance(item, (exp.Alias, exp.Column)):
                columns[item.alias_or_name.lower()] = scope.of(item.this if isinstance(item, exp.Alias) else item)
            else:
                # The first side of a UNION names the columns.
                if not isinstance(node.parent, exp.SetOperation) or node.arg_key == "this":
                    self.find(item, "a column has no name")
                columns[f"_{len(columns)}"] = scope.of(item)
        scope.aliases = columns
        for item in (node.args["order"].expressions if node.args.get("order") else ()):
            scope.of(item.this)
        return columns

    def source(self, node, tables):
        if isinstance(node, exp.Subquery):
            return self.query(node.this, tables)
        name = ".".join(part for part in (node.db, node.name) if part).lower()
        if name in tables:
            return tables[name]
        if name in self.tables:
            return self.tables[name]
        self.find(node, "no such table")
        return {}

    def same(self, node, values, what):
        """The one type of several values; Trino widens numbers and dates, and nothing else."""
        known = [v for v in values if v.type not in ("null", "any")]
        adds = next((v.adds for v in values if v.adds != "yes"), "yes")
        if not known:
            return Value(values[0].type if values else "null", adds)
        kinds = {v.type for v in known}
        if len(kinds) == 1:
            return Value(known[0].type, adds)
        for family in (NUMBERS, TIMES):
            if kinds <= set(family):
                return Value(max(kinds, key=family.index), adds)
        return self.find(node, f"{what}: {' and '.join(sorted(kinds))} do not go together")


class Scope:
    """The names that an expression may use, and the type of every expression."""

    def __init__(self, types, sources, group):
        self.types, self.sources, self.group, self.aliases = types, sources, group, {}

    def boolean(self, node):
        value = self.of(node)
        if value.type not in ("boolean", "any", "null"):
            self.types.find(node, f"a condition is wanted, not {value.type}")

    def of(self, node):
        rule = getattr(self, "_" + type(node).__name__.lower(), None)
        return rule(node) if rule else self.types.find(node, f"{type(node).__name__} is not known to the checker")

    def compared(self, node, *values):
        self.types.same(node, list(values), "compared")
        return Value("boolean")

    def number(self, node):
        value = self.of(node)
        if value.type not in NUMBERS + ("null", "any"):
            self.types.find(node, f"a number is wanted, not {value.type}")
        return value

    def time(self, node):
        value = self.of(node)
        return value if value.type in TIMES + ("any",) else self.types.find(node, f"a date is wanted, not {value.type}")

    # ---- leaves

    def _column(self, node):
        name = node.name.lower()
        places = [node.table.lower()] if node.table else list(self.sources)
        found = [self.sources[p][name] for p in places if name in self.sources.get(p, {})]
        if len(found) == 1:
            return found[0]
        if not found and not node.table and name in self.aliases:
            return self.aliases[name]
        return self.types.find(node, "the column is in more than one table" if found else "no such column")

    def _literal(self, node):
        text = node.this
        return Value("varchar" if node.is_string else "double" if "e" in text.lower() else "decimal" if "." in text else "integer")

    def _null(self, node):
        return Value("null")

    def _boolean(self, node):
        return Value("boolean")

    def _currentdate(self, node):
        return Value("date")

    def _interval(self, node):
        return Value("interval")

    # ---- operators

    def _paren(self, node):
        return self.of(node.this)

    def _alias(self, node):
        return self.of(node.this)

    def _ordered(self, node):
        return self.of(node.this)

    def _neg(self, node):
        return self.number(node.this)

    def _not(self, node):
        self.boolean(node.this)
        return Value("boolean")

    def _and(self, node):
        self.boolean(node.left)
        self.boolean(node.right)
        return Value("boolean")

    _or = _and

    def _eq(self, node):
        return self.compared(node, self.of(node.left), self.of(node.right))

    _neq = _gt = _gte = _lt = _lte = _eq

    def _between(self, node):
        return self.compared(node, self.of(node.this), self.of(node.args["low"]), self.of(node.args["high"]))

    def _in(self, node):
        if node.args.get("query"):
            columns = self.types.query(node.args["query"], {})
            return self.compared(node, self.of(node.this), *columns.values())
        return self.compared(node, self.of(node.this), *[self.of(e) for e in node.expressions])

    def _is(self, node):
        self.of(node.this)
        return Value("boolean")

    def _like(self, node):
        for side in (node.this, node.expression):
            if self.of(side).type not in ("varchar", "any"):
                self.types.find(node, "LIKE takes text")
        return Value("boolean")

    def _add(self, node):
        left, right = self.of(node.left), self.of(node.right)
        if left.type in TIMES and right.type == "interval":
            return left
        if {left.type, right.type} <= set(NUMBERS) | {"null", "any"}:
            return self.types.same(node, [left, right], "added")
        return self.types.find(node, f"{left.type} and {right.type} cannot be added or subtracted")

    _sub = _add

    def _mul(self, node):
        return self.types.same(node, [self.number(node.left), self.number(node.right)], "multiplied")

    def _div(self, node):
        left, right = self.number(node.left), self.number(node.right)
        if left.type in INTEGERS and right.type in INTEGERS:
            self.types.find(node, "two integers divide as integers; cast one to double")
        return replace(self.types.same(node, [left, right], "divided"), adds="no")

    # ---- functions

    def _cast(self, node):
        value = self.of(node.this)
        to = NAMES.get(node.to.this.name)
        if to is None:
            return self.types.find(node, "type not known to the checker")
        return Value(to, value.adds)

    _trycast = _cast

    def _coalesce(self, node):
        return self.types.same(node, [self.of(node.this)] + [self.of(e) for e in node.expressions], "COALESCE")

    def _nullif(self, node):
        left = self.of(node.this)
        self.types.same(node, [left, self.of(node.expression)], "NULLIF")
        return left

    def _case(self, node):
        for branch in node.args["ifs"]:
            self.compared(branch, self.of(node.this), self.of(branch.this)) if node.this else self.boolean(branch.this)
        results = [self.of(branch.args["true"]) for branch in node.args["ifs"]]
        return self.types.same(node, results + ([self.of(node.args["default"])] if node.args.get("default") else []), "branches of CASE")

    def _datediff(self, node):
        self.types.same(node, [self.time(node.this), self.time(node.expression)], "date_diff")
        return Value("bigint")

    def _timetostr(self, node):
        self.time(node.this)
        return Value("varchar")

    def _timestamptrunc(self, node):
        return self.time(node.this)

    _datetrunc = _timestamptrunc

    def _timestrtotime(self, node):
        return self.of(node.this)

    def _sum(self, node):
        value = self.number(node.this)
        if value.adds == "no" or (value.adds == "within a date" and not any(g.split(".")[-1] in ("dt", "metric_date") for g in self.group)):
            self.types.find(node, "may not be summed")
        return Value("bigint" if value.type in INTEGERS else value.type, value.adds)

    def _avg(self, node):
        value = self.number(node.this)
        return Value("decimal" if value.type == "decimal" else "double", "no")

    def _min(self, node):
        return self.of(node.this)

    _max = _min

    def _count(self, node):
        if not isinstance(node.this, exp.Star):
            self.of(node.this)
        return Value("bigint")

    def _countif(self, node):
        self.boolean(node.this)
        return Value("bigint")

    def _distinct(self, node):
        for e in node.expressions:
            self.of(e)
        return Value("null")

    def _window(self, node):
        for e in node.args.get("partition_by") or ():
            self.of(e)
        for e in (node.args["order"].expressions if node.args.get("order") else ()):
            self.of(e)
        return self.of(node.this)

    def _subquery(self, node):
        columns = self.types.query(node.this, {})
        return next(iter(columns.values()), ANY) if len(columns) == 1 else self.types.find(node, "one value is wanted")
