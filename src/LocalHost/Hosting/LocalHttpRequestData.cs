using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The worker's view of a request that Kestrel received.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request) : HttpRequestData(context)
{
    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers { get; } =
        new(request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.Where(v => v is not null).Cast<string>())));

    public override IReadOnlyCollection<IHttpCookie> Cookies { get; } =
        [.. request.Cookies.Select(c => new Microsoft.Azure.Functions.Worker.Http.HttpCookie(c.Key, c.Value))];

    public override Uri Url { get; } = new(request.GetDisplayUrl());

    public override IEnumerable<ClaimsIdentity> Identities => request.HttpContext.User.Identities;

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);
}
