using System.ComponentModel;
using System.Globalization;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Reads route values into the types of a function's parameters.</summary>
internal static class RouteValues
{
    public static bool CanRead(Type type) => type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <summary>The value as <paramref name="type"/>; the type's default when the route has none.</summary>
    /// <exception cref="FormatException">The text does not fit the type.</exception>
    public static object? Read(object? value, Type type)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        if (value is null)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        if (type == typeof(string))
        {
            return text;
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text!);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"'{text}' is not a {type.Name}.", e);
        }
    }
}
