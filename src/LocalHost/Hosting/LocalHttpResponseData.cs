using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>An answer a function builds up, sent when it returns.</summary>
internal sealed class LocalHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = new();

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies { get; } = new NoCookies();

    private sealed class NoCookies : HttpCookies
    {
        private const string Refusal = "The local host does not support cookies in the responses of HTTP functions.";

        public override void Append(string name, string value) => throw new NotSupportedException(Refusal);

        public override void Append(IHttpCookie cookie) => throw new NotSupportedException(Refusal);

        public override IHttpCookie CreateNew() => throw new NotSupportedException(Refusal);
    }
}
