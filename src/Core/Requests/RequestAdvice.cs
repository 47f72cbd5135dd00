namespace AppleAnalytics.Requests;

/// <summary>What a person must do where Apple does not let the pipeline go on; said by runs and by status alike.</summary>
public static class RequestAdvice
{
    /// <summary>An agreement is missing or has expired.</summary>
    public const string AcceptAgreement = "The account holder must accept the agreement in App Store Connect under Business.";

    /// <summary>Apple says there is a request that it neither lists nor shows.</summary>
    public const string AskAboutGhost = "Ask Apple Developer Support to remove the report request that neither lists nor opens; it is tried again once a day.";

    /// <summary>The key's role does not allow creating requests.</summary>
    public const string UseAdminKey = "Use an API key with the role Admin, which Apple requires to create report requests.";
}
