namespace AppleAnalytics.Runs;

/// <summary>What happened to report requests at Apple.</summary>
/// <param name="Created">Requests created where there was none.</param>
/// <param name="Adopted">Requests that existed at Apple and were taken over.</param>
/// <param name="Recreated">Stopped requests deleted and created again.</param>
/// <param name="DuplicatesPrevented">Times a second run had to wait for the first one's request, or Apple answered a creation with "already exists".</param>
public sealed record RequestCounters(int Created, int Adopted, int Recreated, int DuplicatesPrevented)
{
    /// <summary>Nothing happened.</summary>
    public static RequestCounters None { get; } = new(0, 0, 0, 0);

    /// <summary>The sum of two.</summary>
    public RequestCounters Add(RequestCounters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Created + other.Created, Adopted + other.Adopted, Recreated + other.Recreated, DuplicatesPrevented + other.DuplicatesPrevented);
    }
}
