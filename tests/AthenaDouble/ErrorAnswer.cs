namespace AppleAnalytics.AthenaDouble;

/// <summary>An answer that refuses the call.</summary>
sealed class ErrorAnswer(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    public static ErrorAnswer Invalid(string message) => new("InvalidRequestException", message);
}
