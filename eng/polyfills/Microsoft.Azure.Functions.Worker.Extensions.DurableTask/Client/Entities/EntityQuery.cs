namespace Microsoft.DurableTask.Client.Entities;

public record EntityQuery
{
    public const int DefaultPageSize = 100;

    private readonly string? _instanceIdStartsWith;

    /// <summary>Gets an `@` in front when it has none, and its entity name in lower case, as stored ids have.</summary>
    public string? InstanceIdStartsWith
    {
        get => _instanceIdStartsWith;
        init => _instanceIdStartsWith = value is null ? null : Normalize(value);
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    private static string Normalize(string value)
    {
        var prefix = value.StartsWith('@') ? value : "@" + value;
        var key = prefix.IndexOf('@', 1);
        var nameEnd = key < 0 ? prefix.Length : key;
#pragma warning disable CA1308 // Entity names are lower case in every store.
        return string.Concat(prefix[..nameEnd].ToLowerInvariant(), prefix.AsSpan(nameEnd));
#pragma warning restore CA1308
    }
}
