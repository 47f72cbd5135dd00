namespace AppleAnalytics.Requests;

/// <summary>What happened to report requests at Apple, to one app's since it was first seen or in one run.</summary>
/// <param name="Created">Requests created where there was none.</param>
/// <param name="Adopted">Requests that existed at Apple and were taken over.</param>
/// <param name="Recreated">Requests Apple had stopped, deleted and created anew.</param>
/// <param name="DuplicatesPrevented">Creations that were not tried because another run held the reservation, or that Apple answered with "already exists".</param>
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
