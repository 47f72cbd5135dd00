using System.Net;
using System.Text;

namespace AppleAnalytics.Lake;

public sealed class S3ObjectStoreTests : IDisposable
{
    readonly FakeS3 _s3 = new();
    readonly S3ObjectStore _store;

    public S3ObjectStoreTests() => _store = _s3.Store();

    public void Dispose()
    {
        _store.Dispose();
        _s3.Dispose();
    }

    [Fact]
    public async Task PutAsync_WithMetadata_IsReadBackUnderThePrefix()
    {
        var options = new PutOptions { Metadata = new Dictionary<string, string> { ["vintage"] = "2026-11-20/ONGOING/1/i20" } };

        var put = await _store.PutAsync("raw/a b+é.json", "hello"u8.ToArray(), options);

        Assert.Equal("5d41402abc4b2a76b9719d911017c592", put.ETag);
        var head = await _store.HeadAsync("raw/a b+é.json");
        Assert.Equal((5L, put.ETag, "2026-11-20/ONGOING/1/i20"), (head!.Size, head.ETag, head.Metadata["vintage"]));
        Assert.Equal("hello", await TextAsync("raw/a b+é.json"));
        Assert.Equal("s3://bucket/lake", _store.Location);
        Assert.NotNull(await _s3.Store("").HeadAsync("lake/raw/a b+é.json"));
    }

    [Fact]
    public async Task ReadAsync_AbsentKey_IsNull()
    {
        Assert.Null(await _store.HeadAsync("nothing"));
        Assert.Null(await _store.ReadAsync("nothing"));
        await _store.DeleteAsync("nothing");
    }

    [Fact]
    public async Task PutAsync_Conditions_AreS3s()
    {
        var one = await PutAsync("k", "one", PutOptions.IfAbsent);
        Assert.True(one.Written);
        Assert.False((await PutAsync("k", "two", PutOptions.IfAbsent)).Written);
        Assert.True((await PutAsync("k", "two", PutOptions.IfMatch(one.ETag))).Written);
        Assert.False((await PutAsync("k", "three", PutOptions.IfMatch(one.ETag))).Written);
        Assert.False((await PutAsync("absent", "x", PutOptions.IfMatch(one.ETag))).Written);
        Assert.Equal("two", await TextAsync("k"));
    }

    [Fact]
    public async Task PutAsync_IdenticalContent_IsNotRewritten()
    {
        await PutAsync("k", "same", PutOptions.Always);
        await PutAsync("k", "same", PutOptions.Always);

        Assert.Single(_s3.Requests, r => r.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PutAsync_LargeStream_IsUploadedInPartsAndAppearsAtOnce()
    {
        var content = new byte[(2 * S3Upload.PartBytes) + 5];
        Random.Shared.NextBytes(content);

        Assert.True((await _store.PutAsync("large", new MemoryStream(content), PutOptions.Always)).Written);

        Assert.Equal(content, (await _store.ReadAsync("large"))!.Value.Content);
        Assert.Equal(3, _s3.Requests.Count(r => r.Contains("partNumber=", StringComparison.Ordinal)));
        Assert.False((await _store.PutAsync("large", new MemoryStream(content), PutOptions.IfAbsent)).Written);
        Assert.Equal(0, _s3.OpenUploads);
    }

    [Fact]
    public async Task PutAsync_LargeStreamThatBreaksOff_LeavesNothing()
    {
        await Assert.ThrowsAsync<TransientLakeException>(() => _store.PutAsync("large", new BreakingStream(S3Upload.PartBytes + 1), PutOptions.Always));

        Assert.Null(await _store.HeadAsync("large"));
        Assert.Equal(0, _s3.OpenUploads);
    }

    [Fact]
    public async Task ListAsync_SeveralPages_AreOneListInOrder()
    {
        foreach (var i in Enumerable.Range(0, 8))
        {
            await PutAsync($"state/{i}", "x", PutOptions.Always);
        }

        await PutAsync("other", "x", PutOptions.Always);
        var keys = new List<string>();
        await foreach (var found in _store.ListAsync("state/"))
        {
            keys.Add(found.Key);
        }

        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"state/{i}"), keys);
    }

    [Fact]
    public async Task PutAsync_AnswerOfAReplacementLost_LeavesTheCallerToLookAgain()
    {
        var one = await PutAsync("k", "one", PutOptions.Always);
        _s3.Faults.Enqueue((HttpMethod.Put, HttpStatusCode.InternalServerError, "InternalError", AfterIt: true));

        Assert.False((await PutAsync("k", "two", PutOptions.IfMatch(one.ETag))).Written);
        Assert.Equal("two", await TextAsync("k"));
    }

    [Fact]
    public async Task PutAsync_SomebodyElseWroteTheSameMeanwhile_IsRefused()
    {
        var one = await PutAsync("k", "one", PutOptions.Always);
        await PutAsync("k", "two", PutOptions.Always);

        Assert.False((await PutAsync("k", "two", PutOptions.IfMatch(one.ETag))).Written);
    }

    [Fact]
    public async Task PutAsync_SlowDownOnce_IsRetried()
    {
        _s3.Faults.Enqueue((HttpMethod.Put, HttpStatusCode.ServiceUnavailable, "SlowDown", AfterIt: false));

        Assert.True((await PutAsync("k", "one", PutOptions.IfAbsent)).Written);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "SlowDown", typeof(TransientLakeException), "could not write k: S3 answered 503 SlowDown")]
    [InlineData(HttpStatusCode.Forbidden, "AccessDenied", typeof(LakeException), "refused to write k (AccessDenied)")]
    [InlineData(HttpStatusCode.NotFound, "NoSuchBucket", typeof(LakeException), "Create it, or set Lake__Root")]
    public async Task PutAsync_S3Refuses_SaysWhatToDo(HttpStatusCode status, string code, Type expected, string text)
    {
        _s3.Faults.Enqueue((HttpMethod.Put, status, code, AfterIt: false));
        _s3.Faults.Enqueue((HttpMethod.Put, status, code, AfterIt: false));

        var fault = await Record.ExceptionAsync(() => PutAsync("k", "one", PutOptions.IfAbsent));

        Assert.IsType(expected, fault);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateJsonAsync_ManyAtOnce_LosesNoChange()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _store.UpdateJsonAsync<Counter>("state/c.json", c => new Counter((c?.Value ?? 0) + 1))));

        Assert.Equal(10, (await _store.ReadJsonAsync<Counter>("state/c.json"))!.Value);
    }

    [Fact]
    public async Task EraseAsync_BucketWithVersions_LeavesNoneOfThem()
    {
        using var s3 = new FakeS3 { Versioned = true };
        using var store = s3.Store();
        foreach (var text in new[] { "one", "two", "three" })
        {
            await store.PutAsync("k", Encoding.UTF8.GetBytes(text), PutOptions.Always);
        }

        await store.PutAsync("kept", "another"u8.ToArray(), PutOptions.Always);
        Assert.Equal(2, await store.EraseAsync("k", keepPresent: true));
        Assert.Equal("three", Encoding.UTF8.GetString((await store.ReadAsync("k"))!.Value.Content));
        Assert.Single(s3.Kept("lake/k"), c => c.AsSpan().SequenceEqual("three"u8));

        await store.DeleteAsync("k");
        Assert.Equal(1, await store.EraseAsync("k"));
        Assert.Equal(0, await store.EraseAsync("k"));
        Assert.Null(await store.HeadAsync("k"));
        Assert.Equal("another"u8.ToArray(), Assert.Single(s3.Kept()));
    }

    [Fact]
    public async Task EraseAsync_BucketWithoutVersions_Deletes()
    {
        await PutAsync("k", "one", PutOptions.Always);
        Assert.Equal(0, await _store.EraseAsync("k", keepPresent: true));
        Assert.Equal(1, await _store.EraseAsync("k"));
        Assert.Null(await _store.HeadAsync("k"));
    }

    Task<PutResult> PutAsync(string key, string content, PutOptions options) => _store.PutAsync(key, Encoding.UTF8.GetBytes(content), options);

    async Task<string> TextAsync(string key) => Encoding.UTF8.GetString((await _store.ReadAsync(key))!.Value.Content);

    sealed record Counter(int Value);

    sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("broken off");
    }
}
