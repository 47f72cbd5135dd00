using System.Text;

namespace AppleAnalytics.AthenaDouble;

/// <summary>Databases and tables, changed by DDL. Refuses what Athena refuses.</summary>
public sealed class GlueState
{
    static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "string", "bigint", "int", "double", "float", "boolean", "date", "timestamp", "tinyint", "smallint", "decimal",
    };

    /// <summary>Tables by name, by database.</summary>
    public Dictionary<string, SortedDictionary<string, GlueTable>> Databases { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="RefusedException">Athena refuses it or fails.</exception>
    public void Run(string ddl)
    {
        var tokens = new Tokens(ddl, isHive: true);
        if (tokens.TryTake("CREATE", "DATABASE"))
        {
            CreateDatabase(tokens);
        }
        else if (tokens.TryTake("CREATE", "EXTERNAL", "TABLE"))
        {
            CreateTable(tokens);
        }
        else
        {
            tokens.Expect("ALTER", "TABLE");
            Alter(tokens);
        }

        tokens.ExpectEnd();
    }

    void CreateDatabase(Tokens tokens)
    {
        var isLenient = tokens.TryTake("IF", "NOT", "EXISTS");
        var name = Name(tokens);
        if (!Databases.TryAdd(name, new(StringComparer.Ordinal)) && !isLenient)
        {
            throw new RefusedException($"Database {name} already exists");
        }
    }

    void CreateTable(Tokens tokens)
    {
        var isLenient = tokens.TryTake("IF", "NOT", "EXISTS");
        var (database, name) = Qualified(tokens);
        var columns = Columns(tokens);
        List<GlueColumn> keys = [];
        var parameters = new Dictionary<string, string> { ["EXTERNAL"] = "TRUE", ["transient_lastDdlTime"] = "1" };
        if (tokens.TryTake("COMMENT"))
        {
            parameters["comment"] = Text(tokens);
        }

        if (tokens.TryTake("PARTITIONED", "BY"))
        {
            keys = Columns(tokens);
        }

        Format(tokens, parameters);
        if (!tokens.TryTake("LOCATION"))
        {
            throw new RefusedException("The location of an external table is missing");
        }

        var location = Text(tokens);
        if (!location.StartsWith("s3://", StringComparison.Ordinal) || !location.EndsWith('/'))
        {
            throw new RefusedException($"The location '{location}' is no folder in S3: it has to begin with s3:// and end with a slash");
        }

        parameters["location"] = location;
        if (tokens.TryTake("TBLPROPERTIES"))
        {
            Properties(tokens, parameters);
        }

        if (columns.Concat(keys).GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RefusedException($"FAILED: SemanticException [Error 10035]: Column repeated in partitioning columns: {twice.Key}");
        }

        if (!database.TryAdd(name, new() { Name = name, Columns = columns, PartitionKeys = keys, Parameters = parameters }) && !isLenient)
        {
            throw new RefusedException($"Table {name} already exists");
        }
    }

    static void Format(Tokens tokens, Dictionary<string, string> parameters)
    {
        parameters["serde.serialization.lib"] = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
        if (tokens.TryTake("ROW", "FORMAT", "DELIMITED"))
        {
            tokens.Expect("FIELDS", "TERMINATED", "BY");
            parameters["serde.param.field.delim"] = Text(tokens);
            if (tokens.TryTake("LINES", "TERMINATED", "BY") && Text(tokens) != "\n")
            {
                throw new RefusedException("LINES TERMINATED BY only supports newline '\\n' right now");
            }
        }

        tokens.Expect("STORED", "AS");
        if (tokens.TryTake("PARQUET"))
        {
            parameters["serde.serialization.lib"] = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
        }
        else
        {
            tokens.Expect("TEXTFILE");
        }
    }

    void Alter(Tokens tokens)
    {
        var (database, name) = Qualified(tokens);
        if (!database.TryGetValue(name, out var table))
        {
            throw new RefusedException($"FAILED: SemanticException [Error 10001]: Table not found {name}");
        }

        if (tokens.TryTake("ADD", "COLUMNS"))
        {
            foreach (var column in Columns(tokens))
            {
                if (table.Columns.Concat(table.PartitionKeys).Any(c => c.Name == column.Name))
                {
                    throw new RefusedException($"FAILED: Execution Error: Duplicate column name: {column.Name}");
                }

                table.Columns.Add(column);
            }
        }
        else if (tokens.TryTake("SET", "TBLPROPERTIES"))
        {
            Properties(tokens, table.Parameters);
        }
        else if (tokens.TryTake("ADD"))
        {
            var isLenient = tokens.TryTake("IF", "NOT", "EXISTS");
            AddPartitions(tokens, table, isLenient);
        }
        else
        {
            tokens.Expect("DROP");
            var isLenient = tokens.TryTake("IF", "EXISTS");
            do
            {
                tokens.Expect("PARTITION");
                if (!table.Partitions.Remove(Values(tokens, table)) && !isLenient)
                {
                    throw new RefusedException("FAILED: SemanticException [Error 10006]: Partition not found");
                }
            }
            while (tokens.TryTake(","));
        }
    }

    static void AddPartitions(Tokens tokens, GlueTable table, bool isLenient)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (tokens.TryTake("PARTITION"))
        {
            var values = Values(tokens, table);
            tokens.Expect("LOCATION");
            var location = Text(tokens);
            if (!location.EndsWith('/'))
            {
                throw new RefusedException($"The location '{location}' is no folder");
            }

            if (!seen.Add(values))
            {
                throw new RefusedException($"The partition {values} is named twice in one statement");
            }

            if (!table.Partitions.TryAdd(values, location) && !isLenient)
            {
                throw new RefusedException("FAILED: SemanticException: Partition already exists");
            }
        }

        // Athena hands partitions to Glue in calls of limited size; more than this is not what the app promises.
        if (seen.Count is 0 or > 1000)
        {
            throw new RefusedException($"{seen.Count} partitions in one statement");
        }
    }

    static string Values(Tokens tokens, GlueTable table)
    {
        tokens.Expect("(");
        var values = new List<string>();
        foreach (var key in table.PartitionKeys)
        {
            if (values.Count > 0)
            {
                tokens.Expect(",");
            }

            if (Name(tokens) is var name && name != key.Name)
            {
                throw new RefusedException($"FAILED: SemanticException: Partition spec names {name} where {key.Name} is expected");
            }

            tokens.Expect("=");
            var value = tokens.Take();
            if (value.Kind != (key.Type == "string" ? TokenKind.Text : TokenKind.Word) || value.Value.Contains('/', StringComparison.Ordinal))
            {
                throw new RefusedException($"The value {value.Value} is none of type {key.Type}");
            }

            values.Add(value.Value);
        }

        tokens.Expect(")");
        return string.Join('/', values);
    }

    static List<GlueColumn> Columns(Tokens tokens)
    {
        tokens.Expect("(");
        var columns = new List<GlueColumn>();
        do
        {
            var name = Name(tokens);
            if (name.Any(char.IsUpper) || name.Length > 255)
            {
                throw new RefusedException($"The column name {name} is not kept as it is written");
            }

            var type = tokens.Take().Value;
            if (!Types.Contains(type))
            {
                throw new RefusedException($"The type {type} is unknown");
            }

            if (tokens.TryTake("("))
            {
                var precision = tokens.Take().Value;
                tokens.Expect(",");
                type = $"{type}({precision},{tokens.Take().Value})";
                tokens.Expect(")");
            }

            var comment = tokens.TryTake("COMMENT") ? Text(tokens) : "";
            if (Encoding.UTF8.GetByteCount(comment) > 255 || comment.Contains('\n', StringComparison.Ordinal))
            {
                throw new RefusedException($"The comment of {name} fails to satisfy constraint: at most 255 bytes on one line");
            }

            columns.Add(new(name, type, comment));
        }
        while (tokens.TryTake(","));
        tokens.Expect(")");
        return columns;
    }

    static void Properties(Tokens tokens, Dictionary<string, string> parameters)
    {
        tokens.Expect("(");
        do
        {
            var key = Text(tokens);
            tokens.Expect("=");
            parameters[key] = Text(tokens);
        }
        while (tokens.TryTake(","));
        tokens.Expect(")");
    }

    (SortedDictionary<string, GlueTable> Database, string Table) Qualified(Tokens tokens)
    {
        var database = Name(tokens);
        tokens.Expect(".");
        return Databases.TryGetValue(database, out var tables)
            ? (tables, Name(tokens))
            : throw new RefusedException($"FAILED: SemanticException [Error 10072]: Database does not exist: {database}");
    }

    static string Name(Tokens tokens) => tokens.Take() switch
    {
        { Kind: TokenKind.Backtick, Value: var name } => name,
        { Kind: TokenKind.DoubleQuote, Value: var name } => throw new RefusedException($"no viable alternative at input '\"{name}\"': names in DDL are quoted with backticks"),
        { Kind: TokenKind.Word, Value: var name } when ReservedWords.Ddl.Contains(name) => throw new RefusedException($"no viable alternative at input '{name}': it is a reserved word"),
        { Kind: TokenKind.Word, Value: var name } when !char.IsAsciiDigit(name[0]) && name[0] != '_' => name,
        var other => throw new RefusedException($"no viable alternative at input '{other.Value}'"),
    };

    static string Text(Tokens tokens) => tokens.Take() is { Kind: TokenKind.Text, Value: var text } ? text : throw new RefusedException("a text in single quotes is expected");
}
