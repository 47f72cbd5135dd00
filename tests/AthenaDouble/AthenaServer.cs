using System.Collections.Concurrent;
using System.Text.Json.Nodes;
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
                "GetQueryResults" => Answers.Results(Find(body), body),
                "StopQueryExecution" => Stop(Find(body)),
                "GetWorkGroup" => Answers.Group((string)body["WorkGroup"]!),
                "ListTableMetadata" => ListTables(body),
                _ => throw new ErrorAnswer("UnknownOperationException", operation),
            });
        }
        catch (ErrorAnswer error)
        {
            await WriteAsync(context, error.Status, new() { ["__type"] = error.Code, ["Message"] = error.Message });
        }
    }

    JsonObject ListTables(JsonObject body)
    {
        lock (_lock)
        {
            var name = (string)body["DatabaseName"]!;
            return Glue.Databases.TryGetValue(name, out var tables)
                ? Answers.Tables(tables.Values, body)
                : throw new ErrorAnswer("MetadataException", $"Database {name} not found");
        }
    }

    async Task<JsonObject> StartAsync(JsonObject body)
    {
        var sql = (string)body["QueryString"]!;
        var token = (string?)body["ClientRequestToken"] ?? "";
        Answers.Group((string?)body["WorkGroup"] ?? "primary");
        if (token.Length is < 32 or > 128)
        {
            throw ErrorAnswer.Invalid("ClientRequestToken has to have 32 to 128 characters");
        }

        if (sql.Length > LongestStatement)
        {
            throw ErrorAnswer.Invalid($"Your query is too long: {sql.Length} of at most {LongestStatement} characters");
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
                return known.Sql == sql ? new() { ["QueryExecutionId"] = known.Id } : throw ErrorAnswer.Invalid("Idempotent parameters do not match");
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

    JsonObject Look(Query query) => Answers.Execution(query, query.Look(LooksUntilEnd));

    static JsonObject Stop(Query query)
    {
        query.Stopped = true;
        return [];
    }

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
        _queries.TryGetValue((string)body["QueryExecutionId"]!, out var query) ? query : throw ErrorAnswer.Invalid("QueryExecution was not found");

    static async Task WriteAsync(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.Headers["x-amzn-RequestId"] = "double";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
