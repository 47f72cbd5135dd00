using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>GET /api/schema</c>: the tables a query engine sees against what they have to be.</summary>
public sealed class Schema(SchemaCheck check)
{
    /// <summary>The function.</summary>
    [Function(nameof(Schema))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "schema")] HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Results.Json(await check.RunAsync(cancellationToken), HttpJson.Options);
        }
        catch (Exception fault) when (fault is CatalogException or TransientCatalogException or TransientLakeException)
        {
            return new Problem { Title = "The catalogue cannot be read", Status = StatusCodes.Status503ServiceUnavailable, Detail = fault.Message }.ToResult();
        }
    }
}
