using System.Net;

namespace AppleAnalytics.Apple;

/// <summary>Turns the answers that refuse a call into results whose message says what a person must do.</summary>
internal static class AppleRefusals
{
    const string Agreement = "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED";
    const int LongestDetail = 300;

    public static AppleResult<ApiAnswer> Explain(ApiCall call, ApiAnswer answer, AppleOptions options)
    {
        var detail = Detail(answer);
        var (kind, message) = answer.Status switch
        {
            HttpStatusCode.Unauthorized => (AppleResultKind.Unauthorized,
                $"Apple does not accept the API key {Key(options)}, also with a renewed token; check that {Parts(options)} belong together and that the key is not revoked."),
            HttpStatusCode.Forbidden when answer.Errors.Any(e => e.Is(Agreement)) => (AppleResultKind.AgreementMissing,
                "Apple wants an agreement accepted first; the account holder must accept it in App Store Connect under Business."),
            HttpStatusCode.Forbidden => (AppleResultKind.Forbidden,
                $"Apple does not allow the API key {Key(options)} to do this for {call.Subject} ({call.Endpoint}{detail}); {Role(call)}."),
            HttpStatusCode.NotFound => (AppleResultKind.NotFound, $"Apple does not know {call.Subject} ({call.Endpoint}), or the API key may not see it."),
            HttpStatusCode.Conflict => (AppleResultKind.Conflict, $"Apple says that there is one already for {call.Subject} ({call.Endpoint}{detail})."),
            _ => (AppleResultKind.Rejected, $"Apple rejected the call for {call.Subject} with status {(int)answer.Status} ({call.Endpoint}{detail})."),
        };
        return new() { Kind = kind, Message = message };
    }

    static string? Key(AppleOptions options) => options.SecretName is { } secret ? $"in the secret {secret}" : options.KeyId;

    static string Parts(AppleOptions options) => options switch
    {
        { SecretName: not null } => "keyId, issuerId (none for an individual key) and privateKey in it",
        { IssuerId: null } => "Apple__KeyId, Apple__IssuerId (not set, so the key is used as an individual key) and the private key",
        _ => "Apple__KeyId, Apple__IssuerId (set, so the key is used as a team key) and the private key",
    };

    static string Role(ApiCall call) => call.Endpoint switch
    {
        "createReportRequest" or "deleteReportRequest" => "creating and deleting report requests takes a key with the role Admin",
        "customerReviews" => "reading reviews takes a key with the role Admin, App Manager, Customer Support, Developer or Marketing",
        _ => "listing and downloading reports takes a key with the role Admin, Sales and Reports, or Finance",
    };

    static string Detail(ApiAnswer answer)
    {
        var text = string.Join("; ", answer.Errors.Select(e => $"{e.Code}: {e.Detail ?? e.Title}"));
        return text.Length == 0 ? "" : ": " + Redaction.Clean(text.Length > LongestDetail ? text[..LongestDetail] + "…" : text);
    }
}
