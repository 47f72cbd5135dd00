namespace AppleAnalytics.LocalHost.Engine;

/// <summary>The rules Durable Functions has for the ids of orchestration instances.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;

    /// <exception cref="ArgumentException">The id breaks a rule; the message says which.</exception>
    public static void Validate(string? id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaxLength)
        {
            throw new ArgumentException($"The instance id '{id}' must have 1 to {MaxLength} characters.", nameof(id));
        }

        if (id.StartsWith('@'))
        {
            throw new ArgumentException($"The instance id '{id}' must not begin with '@', because that is how entity ids begin.", nameof(id));
        }

        if (id.AsSpan().IndexOfAny("/\\#?") >= 0 || id.Any(char.IsControl))
        {
            throw new ArgumentException($"The instance id '{id}' must not contain '/', '\\', '#', '?' or control characters.", nameof(id));
        }
    }
}
