namespace AppleAnalytics.Simulator.Http;

/// <summary>A query parameter an endpoint takes.</summary>
/// <param name="Name">Its name, with brackets.</param>
/// <param name="Kind">What values it takes.</param>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    /// <summary>The values of an enumeration.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>The largest integer.</summary>
    public int Most { get; init; }

    public static Parameter OneOf(string name, params string[] values) => new(name, ParameterKind.Enumeration) { Values = values };

    public static Parameter Text(string name) => new(name, ParameterKind.Text);

    public static Parameter Limit(string name, int most) => new(name, ParameterKind.Integer) { Most = most };

    /// <summary>Throws 400 when a value is not one of those allowed.</summary>
    public void Check(string given)
    {
        switch (Kind)
        {
            case ParameterKind.Integer:
                if (!int.TryParse(given, out var number) || number < 1)
                {
                    throw ApiException.InvalidParameter(Name, given, "; it must be a positive integer");
                }
                if (number > Most)
                {
                    throw ApiException.InvalidParameter(Name, given, $"; the maximum is {Most}");
                }
                break;
            case ParameterKind.Boolean:
                if (given is not ("true" or "false"))
                {
                    throw ApiException.InvalidParameter(Name, given, "; it must be true or false");
                }
                break;
            default:
                foreach (var value in given.Split(','))
                {
                    CheckOne(value);
                }
                break;
        }
    }

    private void CheckOne(string value)
    {
        var valid = Kind switch
        {
            ParameterKind.Enumeration => Values.Contains(value, StringComparer.Ordinal),
            ParameterKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _),
            _ => true,
        };
        if (!valid)
        {
            throw ApiException.InvalidParameter(Name, value, "");
        }
    }
}
