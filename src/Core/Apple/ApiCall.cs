namespace AppleAnalytics.Apple;

/// <summary>One call of the API.</summary>
/// <param name="Endpoint">The endpoint's name, under which it is counted.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">The address.</param>
/// <param name="Subject">What it is about, for messages, such as <c>app 123</c>.</param>
/// <param name="Body">The JSON sent, or null.</param>
internal sealed record ApiCall(string Endpoint, HttpMethod Method, Uri Url, string Subject, byte[]? Body = null);
