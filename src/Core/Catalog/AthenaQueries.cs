using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Amazon.Athena;
using Amazon.Athena.Model;
using AppleAnalytics.Security;

namespace AppleAnalytics.Catalog;

/// <summary>Athena: statements are started and looked at, never waited for; what tables there are is read directly.</summary>
/// <param name="athena">The client.</param>
/// <param name="options">Workgroup, database and where results go.</param>
public sealed class AthenaQueries(IAmazonAthena athena, CatalogOptions options)
{
    /// <summary>The catalogue every account has.</summary>
    const string DataCatalog = "AwsDataCatalog";

    const int TablesPerPage = 50;
    const int RowsPerPage = 1000;

    /// <summary>Starts a statement. The same token starts it once, however often this is called.</summary>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async Task<StatementStart> StartAsync(string sql, string token, CancellationToken cancellation = default)
    {
        var request = new StartQueryExecutionRequest
        {
            QueryString = sql,
            ClientRequestToken = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))),
            WorkGroup = options.Workgroup,
            ResultConfiguration = options.OutputLocation is { } location ? new() { OutputLocation = location } : null,
        };
        try
        {
            return new() { QueryId = (await athena.StartQueryExecutionAsync(request, cancellation)).QueryExecutionId };
        }
        catch (Exception fault) when (AthenaFaults.IsThrottled(fault))
        {
            return new() { Throttled = true, Message = $"Athena's workgroup {options.Workgroup} has too many queries." };
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            var explained = Fault("start a query", fault);
            return explained is CatalogException ? new() { Message = explained.Message } : throw explained;
        }
    }

    /// <summary>Looks at a query.</summary>
    /// <exception cref="CatalogException">Athena refuses to tell.</exception>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async Task<StatementProgress> LookAsync(string queryId, CancellationToken cancellation = default)
    {
        try
        {
            var query = (await athena.GetQueryExecutionAsync(new() { QueryExecutionId = queryId }, cancellation)).QueryExecution;
            var bytes = query.Statistics?.DataScannedInBytes ?? 0;
            var reason = query.Status.StateChangeReason is { Length: > 0 } given ? given : "Athena gives no reason";
            return query.Status.State switch
            {
                var s when s == QueryExecutionState.SUCCEEDED => new() { State = StatementState.Succeeded, BytesScanned = bytes },
                var s when s == QueryExecutionState.FAILED => new()
                {
                    State = StatementState.Failed,
                    Message = $"Athena: {reason}",
                    MayPass = query.Status.AthenaError is { } error && (error.Retryable == true || error.ErrorCategory == 1),
                    BytesScanned = bytes,
                },
                var s when s == QueryExecutionState.CANCELLED => new() { State = StatementState.Cancelled, Message = $"The query was cancelled: {reason}", BytesScanned = bytes },
                _ => new() { State = StatementState.Running },
            };
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw Fault("tell how a query goes", fault);
        }
    }

    /// <summary>Stops a query; one that has ended stays as it is.</summary>
    /// <exception cref="CatalogException">Athena refuses.</exception>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async Task StopAsync(string queryId, CancellationToken cancellation = default)
    {
        try
        {
            await athena.StopQueryExecutionAsync(new() { QueryExecutionId = queryId }, cancellation);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw Fault("stop a query", fault);
        }
    }

    /// <summary>The rows of a query that has succeeded, without its line of column names.</summary>
    /// <exception cref="CatalogException">Athena refuses.</exception>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(string queryId, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? next = null;
        var isFirst = true;
        do
        {
            var page = await PageAsync(queryId, next, cancellation);
            foreach (var row in page.ResultSet?.Rows ?? [])
            {
                if (!isFirst)
                {
                    yield return [.. (row.Data ?? []).Select(d => d.VarCharValue)];
                }

                isFirst = false;
            }

            next = page.NextToken;
        }
        while (next is not null);
    }

    /// <summary>The database's tables by name, or null when there is no such database.</summary>
    /// <exception cref="CatalogException">Athena refuses.</exception>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async Task<IReadOnlyDictionary<string, TableMetadata>?> TablesAsync(CancellationToken cancellation = default)
    {
        var tables = new Dictionary<string, TableMetadata>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            try
            {
                var page = await athena.ListTableMetadataAsync(
                    new() { CatalogName = DataCatalog, DatabaseName = options.Database, MaxResults = TablesPerPage, NextToken = next, WorkGroup = options.Workgroup }, cancellation);
                foreach (var table in page.TableMetadataList ?? [])
                {
                    tables[table.Name] = table;
                }

                next = page.NextToken;
            }
            catch (Exception fault) when (AthenaFaults.IsNoDatabase(fault))
            {
                return null;
            }
            catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
            {
                throw Fault($"list the tables of {options.Database}", fault);
            }
        }
        while (next is not null);
        return tables;
    }

    /// <summary>What keeps the workgroup from running statements, in a sentence; null when nothing does.</summary>
    /// <exception cref="CatalogException">Athena refuses.</exception>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now.</exception>
    public async Task<string?> FindWorkgroupProblemAsync(CancellationToken cancellation = default)
    {
        try
        {
            var group = (await athena.GetWorkGroupAsync(new() { WorkGroup = options.Workgroup }, cancellation)).WorkGroup;
            return group.State == WorkGroupState.DISABLED
                ? $"Athena's workgroup {options.Workgroup} is disabled. Enable it, or set Catalog__Workgroup to another."
                : options.OutputLocation is null && group.Configuration?.ResultConfiguration?.OutputLocation is null or "" && group.Configuration?.ManagedQueryResultsConfiguration?.Enabled != true
                    ? $"Athena's workgroup {options.Workgroup} has no place for results. Give it an output location, or set Catalog__OutputLocation to s3://bucket/prefix/."
                    : null;
        }
        catch (InvalidRequestException absent) when (absent.Message.Contains("not found", StringComparison.OrdinalIgnoreCase))
        {
            return $"There is no Athena workgroup {options.Workgroup}. Create it, or set Catalog__Workgroup to one there is.";
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw Fault($"describe workgroup {options.Workgroup}", fault);
        }
    }

    async Task<GetQueryResultsResponse> PageAsync(string queryId, string? next, CancellationToken cancellation)
    {
        try
        {
            return await athena.GetQueryResultsAsync(new() { QueryExecutionId = queryId, MaxResults = RowsPerPage, NextToken = next }, cancellation);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw Fault("give a query's result", fault);
        }
    }

    Exception Fault(string what, Exception fault) => AthenaFaults.Of(what, options.Workgroup, fault);
}
