using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.AthenaDouble;

/// <summary>
/// Athena on loopback: its protocol (awsJson 1.1), its queries' lives, and a Glue of its own made by parsing the statements.
/// What real Athena refuses is refused: reserved words, wrong quotes, repeated partition columns, statements that are too long,
/// tokens that are too short, more queries at once than the limit.
/// </summary>
public sealed class AthenaServer : IAsyncDisposable
{
    const int LongestStatement = 262_144;

    readonly WebApplication _app;
    readonly Lock _lock = new();
    readonly ConcurrentDictionary<string, Query> _queries = new();
    readonly Dictionary<string, (string Id, string Sql)> _tokens = new(StringComparer.Ordinal);
    readonly QueryEngine _engine;
    readonly List<(int Count, TaskCompletionSource Signal)> _waiting = [];

    AthenaServer(WebApplication app, Func<string, Task<IReadOnlyDictionary<string, long>>> rowsUnder)
    {
        _app = app;
        _engine = new(Glue, rowsUnder);
    }

    /// <summary>Databases and tables.</summary>
    public GlueState Glue { get; } = new();

    /// <summary>What happens to coming queries.</summary>
    public ConcurrentDictionary<QueryFault, int> Faults { get; } = new();

    /// <summary>Operations the caller has no permission for.</summary>
    public ConcurrentDictionary<string, bool> Denied { get; } = new();

    /// <summary>Looks after which a query has ended. Default is 1: the first look sees it run.</summary>
    public int LooksUntilEnd { get; set; } = 1;

    /// <summary>Queries that may run at once. Default is 20.</summary>
    public int MostAtOnce { get; set; } = 20;

    /// <summary>The most queries that ran at once, and the most of one table.</summary>
    public (int All, int OfOneTable) Peak { get; private set; }

    /// <summary>The statements that were taken, in order.</summary>
    public ConcurrentQueue<string> Statements { get; } = new();

    /// <summary>Calls by operation.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="rowsUnder">The rows of the files under a folder in S3, by the location of the folder each file is in.</param>
    public static async Task<AthenaServer> StartAsync(Func<string, Task<IReadOnlyDictionary<string, long>>> rowsUnder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new AthenaServer(app, rowsUnder);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Makes something happen to the next queries whose text contains something.</summary>
    public void Inject(string contains, QueryFaultKind kind, string reason = "", int times = 1) => Faults[new(contains, kind, reason)] = times;

    /// <summary>Ends when so many statements were taken.</summary>
    public Task WhenAsync(int statements)
    {
        lock (_lock)
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((statements, signal));
            if (Statements.Count >= statements)
            {
                signal.SetResult();
            }

            return signal.Task;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Replace("AmazonAthena.", "", StringComparison.Ordinal);
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        Calls.AddOrUpdate(operation, 1, (_, n) => n + 1);
        try
        {
            if (!context.Request.Headers.Authorization.ToString().Contains("/athena/aws4_request", StringComparison.Ordinal))
            {
                throw new ErrorAnswer("MissingAuthenticationTokenException", "Request is missing Authentication Token", 403);
            }

            if (Denied.ContainsKey(operation))
            {
                throw new ErrorAnswer("AccessDeniedException", $"User is not authorized to perform: athena:{operation}");
            }

            await WriteAsync(context, 200, operation switch
            {
                "StartQueryExecution" => await StartAsync(body),
                "GetQueryExecution" => Look(Find(body)),
                "GetQueryResults" => Results(Find(body), body),
                "StopQueryExecution" => Stop(Find(body)),
                "GetWorkGroup" => Group((string)body["WorkGroup"]!),
                "ListTableMetadata" => ListTables(body),
                _ => throw new ErrorAnswer("UnknownOperationException", operation),
            });
        }
        catch (ErrorAnswer error)
        {
            await WriteAsync(context, error.Status, new() { ["__type"] = error.Code, ["Message"] = error.Message });
        }
    }

    async Task<JsonObject> StartAsync(JsonObject body)
    {
        var sql = (string)body["QueryString"]!;
        var token = (string?)body["ClientRequestToken"] ?? "";
        Group((string?)body["WorkGroup"] ?? "primary");
        if (token.Length is < 32 or > 128)
        {
            throw Invalid("ClientRequestToken has to have 32 to 128 characters");
        }

        if (sql.Length > LongestStatement)
        {
            throw Invalid($"Your query is too long: {sql.Length} of at most {LongestStatement} characters");
        }

        var fault = TakeFault(sql);
        if (fault?.Kind == QueryFaultKind.Throttled)
        {
            throw new ErrorAnswer("TooManyRequestsException", "You have exceeded the limit for the number of queries you can run concurrently.");
        }

        Query query;
        lock (_lock)
        {
            if (_tokens.TryGetValue(token, out var known))
            {
                return known.Sql == sql ? new() { ["QueryExecutionId"] = known.Id } : throw Invalid("Idempotent parameters do not match");
            }

            var running = _queries.Values.Where(q => q.IsRunning).ToList();
            if (running.Count >= MostAtOnce)
            {
                throw new ErrorAnswer("TooManyRequestsException", "You have exceeded the limit for the number of queries you can run concurrently.");
            }

            query = new(Guid.NewGuid().ToString(), sql) { Fault = fault };
            Peak = (Math.Max(Peak.All, running.Count + 1), Math.Max(Peak.OfOneTable, running.Count(q => q.Table == query.Table) + 1));
            _queries[query.Id] = query;
            _tokens[token] = (query.Id, sql);
            Statements.Enqueue(sql);
            foreach (var waiting in _waiting.Where(w => w.Count <= Statements.Count))
            {
                waiting.Signal.TrySetResult();
            }
        }

        if (fault is null or { Kind: QueryFaultKind.AnswerLost })
        {
            await RunAsync(query);
        }

        return fault?.Kind == QueryFaultKind.AnswerLost
            ? throw new ErrorAnswer("InternalServerException", "the answer was lost", 500)
            : new() { ["QueryExecutionId"] = query.Id };
    }

    async Task RunAsync(Query query)
    {
        try
        {
            if (query.IsDdl)
            {
                lock (_lock)
                {
                    Glue.Run(query.Sql);
                }
            }
            else
            {
                query.Rows = await _engine.RunAsync(query.Sql);
            }
        }
        catch (RefusedException refused)
        {
            query.Refusal = refused.Message;
        }
    }

    JsonObject Look(Query query)
    {
        var fault = query.Fault;
        var ended = query.Stopped || (fault?.Kind != QueryFaultKind.Endless && ++query.Looks > LooksUntilEnd);
        var (state, reason) = !ended ? ("RUNNING", null)
            : query.Stopped ? ("CANCELLED", "Query cancelled by user")
            : query.Refusal is { } refusal ? ("FAILED", refusal)
            : fault?.Kind switch
            {
                QueryFaultKind.Failed or QueryFaultKind.FailedForNow => ("FAILED", fault.Reason),
                QueryFaultKind.Cancelled => ("CANCELLED", fault.Reason),
                _ => ("SUCCEEDED", (string?)null),
            };
        query.IsRunning = !ended;
        var status = new JsonObject { ["State"] = state, ["SubmissionDateTime"] = 1.7643e9 };
        if (reason is not null)
        {
            status["StateChangeReason"] = reason;
            status["AthenaError"] = new JsonObject { ["ErrorCategory"] = fault?.Kind == QueryFaultKind.FailedForNow ? 1 : 2, ["Retryable"] = fault?.Kind == QueryFaultKind.FailedForNow };
        }

        return new()
        {
            ["QueryExecution"] = new JsonObject
            {
                ["QueryExecutionId"] = query.Id,
                ["StatementType"] = query.IsDdl ? "DDL" : "DML",
                ["Status"] = status,
                ["Statistics"] = new JsonObject { ["DataScannedInBytes"] = ended && query.Rows is { } rows ? rows.Count * 100 : 0 },
            },
        };
    }

    static JsonObject Results(Query query, JsonObject body)
    {
        if (query.IsRunning || query.Rows is null)
        {
            throw Invalid("Query has not yet finished. Current state: RUNNING");
        }

        var most = (int?)body["MaxResults"] ?? 1000;
        if (most > 1000)
        {
            throw Invalid("MaxResults is more than maximum allowed length 1000");
        }

        var from = int.Parse((string?)body["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var page = query.Rows.Skip(from).Take(most).Select(row => (JsonNode)new JsonObject
        {
            ["Data"] = new JsonArray([.. row.Select(v => (JsonNode)(v is null ? [] : new JsonObject { ["VarCharValue"] = v }))]),
        });
        var answer = new JsonObject { ["ResultSet"] = new JsonObject { ["Rows"] = new JsonArray([.. page]) } };
        if (from + most < query.Rows.Count)
        {
            answer["NextToken"] = (from + most).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    static JsonObject Stop(Query query)
    {
        query.Stopped = true;
        return [];
    }

    static JsonObject Group(string name) => name == "primary"
        ? new()
        {
            ["WorkGroup"] = new JsonObject
            {
                ["Name"] = name,
                ["State"] = "ENABLED",
                ["Configuration"] = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://results/" } },
            },
        }
        : throw Invalid("WorkGroup is not found.");

    JsonObject ListTables(JsonObject body)
    {
        lock (_lock)
        {
            var name = (string)body["DatabaseName"]!;
            if (!Glue.Databases.TryGetValue(name, out var tables))
            {
                throw new ErrorAnswer("MetadataException", $"Database {name} not found");
            }

            var from = int.Parse((string?)body["NextToken"] ?? "0", CultureInfo.InvariantCulture);
            var most = Math.Min((int?)body["MaxResults"] ?? 50, 50);
            var answer = new JsonObject { ["TableMetadataList"] = new JsonArray([.. tables.Values.Skip(from).Take(most).Select(Describe)]) };
            if (from + most < tables.Count)
            {
                answer["NextToken"] = (from + most).ToString(CultureInfo.InvariantCulture);
            }

            return answer;
        }
    }

    static JsonNode Describe(GlueTable table) => new JsonObject
    {
        ["Name"] = table.Name,
        ["TableType"] = table.TableType,
        ["Columns"] = Columns(table.Columns),
        ["PartitionKeys"] = Columns(table.PartitionKeys),
        ["Parameters"] = new JsonObject(table.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
    };

    static JsonArray Columns(List<GlueColumn> columns) =>
        new([.. columns.Select(c => (JsonNode)new JsonObject { ["Name"] = c.Name, ["Type"] = c.Type, ["Comment"] = c.Comment })]);

    QueryFault? TakeFault(string sql)
    {
        foreach (var (fault, times) in Faults)
        {
            if (times > 0 && sql.Contains(fault.Contains, StringComparison.Ordinal))
            {
                Faults[fault] = times - 1;
                return fault;
            }
        }

        return null;
    }

    Query Find(JsonObject body) =>
        _queries.TryGetValue((string)body["QueryExecutionId"]!, out var query) ? query : throw Invalid("QueryExecution was not found");

    static ErrorAnswer Invalid(string message) => new("InvalidRequestException", message);

    static async Task WriteAsync(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.Headers["x-amzn-RequestId"] = "double";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    sealed class ErrorAnswer(string code, string message, int status = 400) : Exception(message)
    {
        public string Code => code;

        public int Status => status;
    }

    sealed class Query(string id, string sql)
    {
        public string Id => id;

        public string Sql => sql;

        public bool IsDdl => !sql.StartsWith("SELECT", StringComparison.Ordinal);

        /// <summary>The table it is about; empty for the database.</summary>
        public string Table { get; } = Regex.Match(sql, "[`\"][.][`\"]([^`\"$]+)").Groups[1].Value;

        public QueryFault? Fault { get; init; }

        public int Looks { get; set; }

        public bool Stopped { get; set; }

        public bool IsRunning { get; set; } = true;

        public string? Refusal { get; set; }

        public List<string?[]>? Rows { get; set; }
    }
}
