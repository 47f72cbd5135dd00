using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>Where statements stand while they run: in the lake, so that an orchestration's history holds references alone.</summary>
/// <param name="store">The lake.</param>
public sealed class StatementStore(ObjectStore store)
{
    /// <summary>What to call a statement: the same one the same.</summary>
    public static string Name(StatementKind kind, string table, string sql) =>
        $"{kind.ToString().ToLowerInvariant()}-{table}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..16]}";

    /// <summary>Keeps a statement.</summary>
    public async Task<StatementReference> PutAsync(string runId, CatalogStatement statement, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        await store.PutJsonAsync(Key(runId, statement.Id), statement, cancellation);
        return new(runId, statement.Id, statement.Table, statement.Kind);
    }

    /// <summary>A kept statement, or null when it is gone.</summary>
    public Task<CatalogStatement?> ReadAsync(StatementReference statement, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return store.ReadJsonAsync<CatalogStatement>(Key(statement.RunId, statement.Id), cancellation);
    }

    /// <summary>Takes away what a run kept.</summary>
    public async Task ClearAsync(string runId, CancellationToken cancellation = default)
    {
        await foreach (var kept in store.ListAsync(LakeLayout.Statements(runId), cancellation))
        {
            await store.DeleteAsync(kept.Key, cancellation);
        }
    }

    static string Key(string runId, string id) => $"{LakeLayout.Statements(runId)}{id}.json";
}
