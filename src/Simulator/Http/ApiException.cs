namespace AppleAnalytics.Simulator.Http;

/// <summary>An errors document in the making; thrown by endpoints, written by the host.</summary>
internal sealed class ApiException(int status, string code, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title { get; } = title;

    /// <summary>JSON pointer into the request body, or null.</summary>
    public string? Pointer { get; init; }

    /// <summary>Query parameter, or null.</summary>
    public string? Parameter { get; init; }

    public static ApiException NotAuthorized() => new(
        401, "NOT_AUTHORIZED", "Authentication credentials are missing or invalid.",
        "Provide a properly configured and signed bearer token, and make sure that it has not expired. Learn more about "
        + "Generating Tokens for API Requests https://developer.apple.com/go/?id=api-generating-tokens");

    public static ApiException ForbiddenRole() => new(
        403, "FORBIDDEN_ERROR", "This request is forbidden for security reasons", "The API key in use does not allow this request");

    public static ApiException ForbiddenOperation(string type, string operation, string allowed) => new(
        403, "FORBIDDEN_ERROR", "The given operation is not allowed",
        $"The resource '{type}' does not allow '{operation}'. Allowed operations are: {allowed}");

    public static ApiException AgreementsMissing() => new(
        403, "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", "A required agreement is missing or has expired.",
        "This request requires an in-effect agreement that has not been signed or has expired.");

    public static ApiException NoSuchResource(string type, string id) => new(
        404, "NOT_FOUND", "The specified resource does not exist", $"There is no resource of type '{type}' with id '{id}'");

    public static ApiException NoSuchPath(string detail) => new(404, "PATH_ERROR", "The URL path is not valid", detail);

    public static ApiException MethodNotAllowed(string method) => new(
        405, "METHOD_NOT_ALLOWED", "The request method is not valid for the resource path.",
        $"The request method used for this request is not valid for the resource path: {method}");

    public static ApiException IllegalParameter(string name) => new(
        400, "PARAMETER_ERROR.ILLEGAL", "A parameter has an illegal value or is not allowed",
        $"The parameter '{name}' can not be used with this request") { Parameter = name };

    public static ApiException InvalidParameter(string name, string value, string because) => new(
        400, "PARAMETER_ERROR.INVALID", "A parameter has an invalid value",
        $"'{value}' is not a valid value for the parameter '{name}'{because}") { Parameter = name };

    public static ApiException AlreadyExists() => new(
        409, "STATE_ERROR", "The request cannot be fulfilled because of the state of another resource.", "You already have such an entity");

    public static ApiException RateLimited() => new(
        429, "RATE_LIMIT_EXCEEDED", "The request rate limit has been reached.",
        "We've received too many requests for this API. Please wait and try again or slow down your request rate.");

    public static ApiException Unexpected() => new(
        500, "UNEXPECTED_ERROR", "An unexpected error occurred.",
        "An unexpected error occurred on the server side. If this issue continues, contact us at https://developer.apple.com/contact/.");

    public static ApiException Entity(int status, string code, string detail, string pointer) => new(
        status, code, status == 400 ? "The request entity is not valid." : "The provided entity has a problem", detail) { Pointer = pointer };
}
