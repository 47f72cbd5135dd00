using System.Net;
using System.Text;
using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AppleAnalytics.Polyfills.Tests.Http;

public sealed class HttpDataTests
{
    private readonly FakeFunctionContext _context = FakeFunctionContext.WithSerializer();

    [Fact]
    public void Request_Query_ComesFromTheUrl()
    {
        var request = new FakeHttpRequest(_context, "http://localhost/api/runs?top=3&name=a%20b");

        Assert.Equal("3", request.Query["top"]);
        Assert.Equal("a b", request.Query["name"]);
        Assert.Null(request.Query["missing"]);
        Assert.Throws<ArgumentNullException>(() => new FakeHttpRequest(null!));
    }

    [Fact]
    public async Task Request_Body_IsReadAsTextOrJson()
    {
        Assert.Equal("größe", await new FakeHttpRequest(_context, body: "größe").ReadAsStringAsync());
        Assert.Equal("x", new FakeHttpRequest(_context, body: "x").ReadAsString(Encoding.UTF8));
        Assert.Equal(new Uri("http://a/"), await new FakeHttpRequest(_context, body: "\"http://a/\"").ReadFromJsonAsync<Uri>());
        Assert.Null(await new FakeHttpRequest(_context, body: "null").ReadFromJsonAsync<int[]>());
    }

    [Fact]
    public async Task Response_WritersAppendToTheBody()
    {
        var request = new FakeHttpRequest(_context);
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.WriteString("a");
        await response.WriteStringAsync("b");
        response.WriteBytes("c"u8.ToArray());
        await response.WriteBytesAsync("d"u8.ToArray());
        await response.WriteAsJsonAsync(new { N = 1 });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""abcd{"N":1}""", FakeHttpResponse.TextOf(response));
        Assert.Equal(["application/json; charset=utf-8"], response.Headers.GetValues("Content-Type"));
    }

    [Fact]
    public void Headers_AreTakenWithoutValidation()
    {
        var one = new HttpHeadersCollection([KeyValuePair.Create("Content-Type", "text/plain")]);
        var many = new HttpHeadersCollection([KeyValuePair.Create<string, IEnumerable<string>>("x-a", ["1", "2"])]);

        Assert.Equal(["text/plain"], one.GetValues("content-type"));
        Assert.Equal(["1", "2"], many.GetValues("X-A"));
    }

    [Fact]
    public void FunctionParameter_KnowsWhetherNullFits()
    {
        Assert.True(new FunctionParameter("a", typeof(string)).IsReferenceOrNullableType);
        Assert.True(new FunctionParameter("a", typeof(int?)).IsReferenceOrNullableType);
        Assert.False(new FunctionParameter("a", typeof(int)).IsReferenceOrNullableType);
        Assert.Equal(3, new FunctionParameter("a", typeof(int), true, 3).DefaultValue);
        Assert.Empty(new FunctionParameter("a", typeof(int)).Properties);
        Assert.Throws<ArgumentNullException>(() => new FunctionParameter(null!, typeof(int)));
    }

    [Fact]
    public void FunctionContext_LoggersComeFromItsServices()
    {
        Assert.NotNull(_context.GetLogger("a"));
        Assert.NotNull(_context.GetLogger<HttpDataTests>());
        Assert.Equal(CancellationToken.None, _context.CancellationToken);
        Assert.Empty(_context.TraceContext.Baggage);
    }
}
