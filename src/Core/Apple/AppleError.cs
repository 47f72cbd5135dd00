namespace AppleAnalytics.Apple;

/// <summary>One error of an error document of App Store Connect.</summary>
/// <param name="Status">The HTTP status as text.</param>
/// <param name="Code">Apple's code; its parts are separated by dots, from general to particular.</param>
/// <param name="Title">What the code means.</param>
/// <param name="Detail">What was wrong in this call.</param>
internal sealed record AppleError(string? Status, string? Code, string? Title, string? Detail)
{
    /// <summary>Whether the code is that code or a particular case of it.</summary>
    public bool Is(string code) =>
        Code is not null && Code.StartsWith(code, StringComparison.Ordinal) && (Code.Length == code.Length || Code[code.Length] == '.');
}
