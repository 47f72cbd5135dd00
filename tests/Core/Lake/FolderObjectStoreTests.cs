using System.Text;

namespace AppleAnalytics.Lake;

public sealed class FolderObjectStoreTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly FolderObjectStore _store;

    public FolderObjectStoreTests() => _store = new(_folder.Combine("lake"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PutAsync_NewKey_IsReadBackWithTheMd5AsETag()
    {
        var result = await _store.PutAsync("raw/downloads/a.json", "hello"u8.ToArray(), PutOptions.Always);

        Assert.True(result.Written);
        Assert.Equal("5d41402abc4b2a76b9719d911017c592", result.ETag);
        var read = await _store.ReadAsync("raw/downloads/a.json");
        Assert.Equal("hello", Encoding.UTF8.GetString(read!.Value.Content));
        Assert.Equal(result.ETag, read.Value.ETag);
        var head = await _store.HeadAsync("raw/downloads/a.json");
        Assert.Equal(new(5, result.ETag), (head!.Size, head.ETag));
    }

    [Fact]
    public async Task ReadAsync_AbsentKey_IsNull()
    {
        Assert.Null(await _store.ReadAsync("nothing/here"));
        Assert.Null(await _store.OpenReadAsync("nothing"));
        Assert.Null(await _store.OpenContentAsync("nothing"));
        Assert.Null(await _store.HeadAsync("nothing/here/at/all"));
    }

    [Fact]
    public async Task PutAsync_IfAbsentOverAnObject_ChangesNothing()
    {
        Assert.True((await PutAsync("k", "one", PutOptions.IfAbsent)).Written);
        Assert.False((await PutAsync("k", "one", PutOptions.IfAbsent)).Written);
        Assert.False((await PutAsync("k", "two", PutOptions.IfAbsent)).Written);
        Assert.Equal("one", await TextAsync("k"));
    }

    [Fact]
    public async Task PutAsync_IfMatch_WritesOnlyOverThatContent()
    {
        var one = await PutAsync("k", "one", PutOptions.Always);
        Assert.True((await PutAsync("k", "two", PutOptions.IfMatch(one.ETag))).Written);
        Assert.False((await PutAsync("k", "three", PutOptions.IfMatch(one.ETag))).Written);
        Assert.False((await PutAsync("other", "x", PutOptions.IfMatch(one.ETag))).Written);
        Assert.Equal("two", await TextAsync("k"));
        Assert.Null(await _store.HeadAsync("other"));
    }

    [Fact]
    public async Task PutAsync_IdenticalContent_IsNotRewritten()
    {
        await PutAsync("a/k", "same", PutOptions.Always);
        var path = _folder.Combine("lake", "a", "k");
        var long_ago = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, long_ago);

        Assert.True((await PutAsync("a/k", "same", PutOptions.Always)).Written);

        Assert.Equal(long_ago, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public async Task PutAsync_ContentThatBreaksOff_LeavesTheOldObjectAndNothingElse()
    {
        await PutAsync("k", "old", PutOptions.Always);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.PutAsync("k", new BreakingStream(100_000), PutOptions.Always));

        Assert.Equal("old", await TextAsync("k"));
        Assert.Empty(Directory.GetFiles(_folder.Combine("lake", ".staging")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a/")]
    [InlineData("c:/x")]
    [InlineData("a\0b")]
    [InlineData(".locks/00")]
    [InlineData(".staging/x")]
    public async Task PutAsync_KeyThatLeavesTheLake_IsRefused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, "x", PutOptions.Always));
        Assert.Equal(["lake"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task ListAsync_Prefix_IsTextAndTheOrderIsOrdinal()
    {
        foreach (var key in new[] { "t/a/1", "t/a.json", "t/a-b/1", "t/B", "t/é", "t/aa", "u/x" })
        {
            await PutAsync(key, key, PutOptions.Always);
        }

        Assert.Equal(["t/B", "t/a-b/1", "t/a.json", "t/a/1", "t/aa", "t/é"], await KeysAsync("t/"));
        Assert.Equal(["t/a-b/1", "t/a.json", "t/a/1", "t/aa"], await KeysAsync("t/a"));
        Assert.Equal(["t/a/1"], await KeysAsync("t/a/"));
        Assert.Equal(["t/B", "t/a-b/1", "t/a.json", "t/a/1", "t/aa", "t/é", "u/x"], await KeysAsync(""));
        Assert.Empty(await KeysAsync("nothing/"));
    }

    [Fact]
    public async Task DeleteAsync_LastObjectOfAFolder_LeavesNoEmptyFolder()
    {
        await PutAsync("state/unregistered/downloads/2026-11-20/1", "", PutOptions.Always);
        await _store.DeleteAsync("state/unregistered/downloads/2026-11-20/1");
        await _store.DeleteAsync("state/unregistered/downloads/2026-11-20/1");
        await _store.DeleteAsync("never/was");

        Assert.False(Directory.Exists(_folder.Combine("lake", "state")));
        Assert.True(Directory.Exists(_folder.Combine("lake")));
    }

    [Fact]
    public async Task PutAndDelete_AtOnceInOneFolder_NeverFail()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await PutAsync($"m/deep/{worker}", "x", PutOptions.Always);
                await _store.DeleteAsync($"m/deep/{worker}");
            }
        })));

        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task UpdateJsonAsync_ManyAtOnceThroughTwoStores_LosesNoChange()
    {
        // Two stores on one root behave as two processes: they share nothing but the lock files.
        var second = new FolderObjectStore(_folder.Combine("lake"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _store : second).UpdateJsonAsync<Counter>("state/counter.json", c => new Counter((c?.Value ?? 0) + 1)))));

        Assert.Equal(40, (await _store.ReadJsonAsync<Counter>("state/counter.json"))!.Value);
    }

    [Fact]
    public async Task PutAsync_IfAbsentByManyAtOnce_HasOneWinner()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => PutAsync("one", $"writer {i}", PutOptions.IfAbsent))));

        Assert.Equal(1, results.Count(r => r.Written));
    }

    [Fact]
    public async Task PutAsync_LockHeldByAnotherProcess_WaitsForIt()
    {
        await PutAsync("k", "one", PutOptions.Always);
        var locks = Directory.GetFiles(_folder.Combine("lake", ".locks"));
        Task<PutResult> waiting;
        using (File.Open(Assert.Single(locks), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = PutAsync("k", "two", PutOptions.Always);
            Assert.Equal("one", await TextAsync("k"));
            Assert.False(waiting.IsCompleted);
        }

        Assert.True((await waiting).Written);
        Assert.Equal("two", await TextAsync("k"));
    }

    [Fact]
    public void Constructor_RootThatCannotBeAFolder_SaysWhatToSet()
    {
        File.WriteAllText(_folder.Combine("file"), "");

        var fault = Assert.Throws<LakeException>(() => new FolderObjectStore(_folder.Combine("file", "lake")));

        Assert.Contains("Set Lake__Root to a folder this user may write.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LeftoversOfKilledWrites_AreSweptAfterAnHour()
    {
        var staging = _folder.Combine("lake", ".staging");
        File.WriteAllText(Path.Combine(staging, "old"), "");
        File.SetLastWriteTimeUtc(Path.Combine(staging, "old"), DateTime.UtcNow.AddMinutes(-61));
        File.WriteAllText(Path.Combine(staging, "new"), "");
        File.SetLastWriteTimeUtc(Path.Combine(staging, "new"), DateTime.UtcNow.AddMinutes(-55));

        _ = new FolderObjectStore(_folder.Combine("lake"));

        Assert.Equal(["new"], Directory.GetFiles(staging).Select(Path.GetFileName));
    }

    [Fact]
    public void Writing_FullDisk_SaysSo()
    {
        var fault = LakeFaults.Writing("/lake", "raw/x", new IOException("No space left on device", 28));

        Assert.Contains("is full: raw/x could not be written", Assert.IsType<TransientLakeException>(fault).Message, StringComparison.Ordinal);
    }

    Task<PutResult> PutAsync(string key, string content, PutOptions options) => _store.PutAsync(key, Encoding.UTF8.GetBytes(content), options);

    async Task<string> TextAsync(string key) => Encoding.UTF8.GetString((await _store.ReadAsync(key))!.Value.Content);

    async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in _store.ListAsync(prefix))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    sealed record Counter(int Value);

    sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new InvalidOperationException("broken off");
    }
}
