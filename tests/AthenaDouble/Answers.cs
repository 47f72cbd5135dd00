using System.Globalization;
using System.Text.Json.Nodes;

namespace AppleAnalytics.AthenaDouble;

/// <summary>What Athena answers, in its own words.</summary>
static class Answers
{
    public static JsonObject Execution(Query query, (string State, string? Reason) seen)
    {
        var (state, reason) = seen;
        var fault = query.Fault;
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
                ["Statistics"] = new JsonObject { ["DataScannedInBytes"] = !query.IsRunning && query.Rows is { } rows ? rows.Count * 100 : 0 },
            },
        };
    }

    public static JsonObject Results(Query query, JsonObject body)
    {
        if (query.IsRunning || query.Rows is null)
        {
            throw ErrorAnswer.Invalid("Query has not yet finished. Current state: RUNNING");
        }

        var most = (int?)body["MaxResults"] ?? 1000;
        if (most > 1000)
        {
            throw ErrorAnswer.Invalid("MaxResults is more than maximum allowed length 1000");
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

    public static JsonObject Group(string name) => name == "primary"
        ? new()
        {
            ["WorkGroup"] = new JsonObject
            {
                ["Name"] = name,
                ["State"] = "ENABLED",
                ["Configuration"] = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://results/" } },
            },
        }
        : throw ErrorAnswer.Invalid("WorkGroup is not found.");

    public static JsonObject Tables(IReadOnlyCollection<GlueTable> tables, JsonObject body)
    {
        var from = int.Parse((string?)body["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var most = Math.Min((int?)body["MaxResults"] ?? 50, 50);
        var answer = new JsonObject { ["TableMetadataList"] = new JsonArray([.. tables.Skip(from).Take(most).Select(Describe)]) };
        if (from + most < tables.Count)
        {
            answer["NextToken"] = (from + most).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
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
}
