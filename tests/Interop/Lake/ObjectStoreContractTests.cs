using System.Text;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>What every store of the lake does alike: a folder, moto, radosgw.</summary>
[Collection(S3Servers.Name)]
public sealed class ObjectStoreContractTests(Moto moto, RadosGateway gateway) : IDisposable
{
    const int Large = (8 << 20) + 5;

    readonly string _folder = Directory.CreateTempSubdirectory("lake").FullName;
    readonly List<IDisposable> _opened = [];

    public static TheoryData<string> Stores { get; } = ["folder", "moto", "radosgw"];

    public void Dispose()
    {
        _opened.ForEach(o => o.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task Put_ThenRead_GivesTheBytesUnderTheKey(string kind)
    {
        var store = await OpenAsync(kind);
        foreach (var key in new[] { "raw/a b+é=1/x%20.json", "curated/t/dt=2026-11-20/app_id=1/data.parquet", "empty" })
        {
            var content = key == "empty" ? [] : Encoding.UTF8.GetBytes(key);
            var put = await store.PutAsync(key, content, PutOptions.Always);

            var read = await store.ReadAsync(key);
            Assert.True(put.Written);
            Assert.Equal(content, read!.Value.Content);
            Assert.Equal(put.ETag, read.Value.ETag);
            Assert.Equal((content.Length, put.ETag), ((int, string))((int)(await store.HeadAsync(key))!.Size, (await store.HeadAsync(key))!.ETag));
        }

        Assert.Null(await store.ReadAsync("curated/t"));
        Assert.Null(await store.HeadAsync("nothing"));
        await store.DeleteAsync("nothing");
        await store.DeleteAsync("empty");
        Assert.Null(await store.HeadAsync("empty"));
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task List_IsInOrdinalOrderAndByText(string kind)
    {
        var store = await OpenAsync(kind);
        string[] keys = ["a/2", "a/10", "a-b", "a/B", "a/é", "b/1"];
        foreach (var key in keys)
        {
            await store.PutAsync(key, "x"u8.ToArray(), PutOptions.Always);
        }

        Assert.Equal(["a-b", "a/10", "a/2", "a/B", "a/é"], await KeysAsync(store, "a"));
        Assert.Equal(["a/10"], await KeysAsync(store, "a/1"));
        Assert.Empty(await KeysAsync(store, "c"));
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task Conditions_HoldForSmallAndLargeContent(string kind)
    {
        var store = await OpenAsync(kind);
        foreach (var size in new[] { 3, Large })
        {
            var (key, one, two) = ($"k{size}", Bytes(size, 1), Bytes(size, 2));
            var first = await PutStreamAsync(store, key, one, PutOptions.IfAbsent);
            Assert.True(first.Written);
            Assert.False((await PutStreamAsync(store, key, two, PutOptions.IfAbsent)).Written);
            Assert.False((await PutStreamAsync(store, key, two, PutOptions.IfMatch("0123456789abcdef0123456789abcdef"))).Written);
            Assert.False((await PutStreamAsync(store, key + "absent", two, PutOptions.IfMatch(first.ETag))).Written);
            Assert.Equal(one, (await store.ReadAsync(key))!.Value.Content);

            var second = await PutStreamAsync(store, key, two, PutOptions.IfMatch(first.ETag));
            Assert.True(second.Written);
            Assert.False((await PutStreamAsync(store, key, one, PutOptions.IfMatch(first.ETag))).Written);
            var read = await store.ReadAsync(key);
            Assert.Equal(two, read!.Value.Content);
            Assert.Equal(second.ETag, read.Value.ETag);
        }
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task ManyAtOnce_OneWinsAndNoChangeIsLost(string kind)
    {
        var store = await OpenAsync(kind);

        var small = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.PutAsync("one", Bytes(10, i), PutOptions.IfAbsent)));
        var large = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => PutStreamAsync(store, "large", Bytes(Large, i), PutOptions.IfAbsent)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.UpdateJsonAsync<Counter>("state/c.json", c => new Counter((c?.Value ?? 0) + 1))));

        Assert.Single(small, p => p.Written);
        Assert.Single(large, p => p.Written);
        Assert.Equal(Bytes(Large, Array.FindIndex(large, p => p.Written)), (await store.ReadAsync("large"))!.Value.Content);
        Assert.Equal(4, (await store.ReadJsonAsync<Counter>("state/c.json"))!.Value);
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task IdenticalContent_IsNotRewritten(string kind)
    {
        var store = await OpenAsync(kind, versioned: true);
        foreach (var size in new[] { 3, Large })
        {
            var first = await PutStreamAsync(store, $"k{size}", Bytes(size, 1), PutOptions.Always);
            var again = await PutStreamAsync(store, $"k{size}", Bytes(size, 1), PutOptions.Always);

            Assert.Equal(first.ETag, again.ETag);
            Assert.Equal(0, await store.EraseAsync($"k{size}", keepPresent: true));
        }
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task Erase_LeavesNoVersion(string kind)
    {
        var store = await OpenAsync(kind, versioned: true);
        foreach (var text in new[] { "one", "two" })
        {
            await store.PutAsync("k", Encoding.UTF8.GetBytes(text), PutOptions.Always);
        }

        await store.DeleteAsync("k");
        await store.EraseAsync("k");

        Assert.Null(await store.HeadAsync("k"));
        Assert.Equal(0, await store.EraseAsync("k"));
    }

    [ServerTheory, MemberData(nameof(Stores))]
    public async Task StreamThatBreaksOff_LeavesWhatWasThere(string kind)
    {
        var store = await OpenAsync(kind);
        await store.PutAsync("k", "before"u8.ToArray(), PutOptions.Always);

        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync("k", new BreakingStream(Large), PutOptions.Always));

        Assert.Equal("before"u8.ToArray(), (await store.ReadAsync("k"))!.Value.Content);
        Assert.Equal(["k"], await KeysAsync(store, ""));
    }

    async Task<ObjectStore> OpenAsync(string kind, bool versioned = false)
    {
        if (kind == "folder")
        {
            return new FolderObjectStore(_folder);
        }

        S3Server server = kind == "moto" ? moto : gateway;
        var bucket = await server.NewBucketAsync(versioned);
        var store = new S3ObjectStore(server.Client(server.Owner), bucket, "a/lake");
        _opened.Add(store);
        return store;
    }

    static Task<PutResult> PutStreamAsync(ObjectStore store, string key, byte[] content, PutOptions options) =>
        store.PutAsync(key, new MemoryStream(content), options);

    static async Task<List<string>> KeysAsync(ObjectStore store, string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in store.ListAsync(prefix))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    static byte[] Bytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    sealed record Counter(int Value);

    sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("broken off");
    }
}
