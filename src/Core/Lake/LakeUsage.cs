namespace AppleAnalytics.Lake;

/// <summary>Requests to S3 and the bytes that went over; nothing for a folder. A request that was tried again counts once.</summary>
public sealed record LakeUsage
{
    /// <summary>Nothing used.</summary>
    public static LakeUsage None { get; } = new();

    /// <summary>GET and HEAD requests.</summary>
    public int Reads { get; init; }

    /// <summary>PUT and POST requests, each part of a large object included.</summary>
    public int Writes { get; init; }

    /// <summary>LIST requests, one per page.</summary>
    public int Lists { get; init; }

    /// <summary>DELETE requests, which cost nothing.</summary>
    public int Deletes { get; init; }

    /// <summary>Bytes of the objects that were read.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of the objects that were written.</summary>
    public long BytesWritten { get; init; }

    /// <summary>The sum of two.</summary>
    public LakeUsage Add(LakeUsage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Reads = Reads + other.Reads,
            Writes = Writes + other.Writes,
            Lists = Lists + other.Lists,
            Deletes = Deletes + other.Deletes,
            BytesRead = BytesRead + other.BytesRead,
            BytesWritten = BytesWritten + other.BytesWritten,
        };
    }
}
