using System.Text.Json;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>Enums as the word that stands in JSON, so that the screen and the files say the same.</summary>
internal static class JsonWord
{
    /// <summary>The word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value).ToString();
}
