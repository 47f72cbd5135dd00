using System.IO.Compression;
using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using static AppleAnalytics.Apple.Answers;
using static AppleAnalytics.Reviews.ReviewFixture;

namespace AppleAnalytics.Reviews;

/// <summary>What is kept of whoever wrote a review, and that erasing leaves nothing, in a bucket that keeps every version.</summary>
public sealed class PersonalDataTests : IAsyncLifetime
{
    const string Path = "/v1/apps/42/customerReviews";
    const string Id = "11aa22bb-review-to-forget";

    static readonly DateOnly Today = new(2026, 11, 20);
    static readonly string[] Traces = [Id, "Jane of Ashford", "Her own title", "Her own words", "Dear Jane"];

    readonly FakeS3 _s3 = new() { Versioned = true };
    readonly S3ObjectStore _store;
    AppleHarness _apple = null!;

    public PersonalDataTests() => _store = _s3.Store("");

    public async Task InitializeAsync()
    {
        _apple = await AppleHarness.StartAsync();
        Serve(Other("2026-11-19T09:00:00Z"), Hers());
    }

    public async Task DisposeAsync()
    {
        await _apple.DisposeAsync();
        _store.Dispose();
        _s3.Dispose();
    }

    [Theory]
    [InlineData(PersonalData.Keep, true, true)]
    [InlineData(PersonalData.Hash, false, true)]
    [InlineData(PersonalData.Drop, false, false)]
    public async Task Run_PersonalFields_AreKeptHashedOrDroppedEverywhere(PersonalData form, bool plain, bool something)
    {
        await RunAsync(Today, form);

        Assert.All(Traces.Skip(1), trace => Assert.Equal(plain, Kept().Exists(c => c.Contains(trace, StringComparison.Ordinal))));
        var known = (await _store.ReadJsonAsync<ReviewsOfDate>("state/reviews/app_id=42/2026-11-19.json"))!.Reviews[Id];
        Assert.Equal((something, something, something, something), (known.ReviewerNickname is not null, known.Title is not null, known.Body is not null, known.ResponseBody is not null));
        Assert.Equal((5, "PUBLISHED", "USA"), (known.Rating, known.ResponseState, known.Territory));
    }

    [Fact]
    public void Hash_IsEqualForEqualValues_OtherWithAKey_AndNotHashedAgain()
    {
        string? Of(string? value, string? key = null) => new PersonalFields(new() { PersonalData = PersonalData.Hash, HashKey = key }).Apply(value);

        Assert.Equal("hash:4f23798d92708359b734a18172c9c864", Of("Jane"));
        Assert.Equal(Of("Jane"), Of(Of("Jane")));
        Assert.NotEqual(Of("Jane"), Of("Jane", "secret"));
        Assert.NotEqual(Of("Jane", "other"), Of("Jane", "secret"));
        Assert.Null(Of(null));
    }

    [Theory]
    [InlineData(null, PersonalData.Keep)]
    [InlineData("HASH", PersonalData.Hash)]
    [InlineData(" drop ", PersonalData.Drop)]
    public void Options_AreRead(string? text, PersonalData expected) => Assert.Equal(expected, Options(text).PersonalData);

    [Fact]
    public void Options_OfAnotherWord_SayWhatToSet() =>
        Assert.Contains("Set it to keep, hash or drop", Assert.Throws<ConfigurationException>(() => Options("encrypt")).Message);

    [Fact]
    public void Options_AsText_DoNotShowTheKey() => Assert.DoesNotContain("secret", new ReviewsOptions { HashKey = "secret" }.ToString());

    [Fact]
    public async Task Redact_AfterTheSettingChanged_LeavesNothingOfBefore()
    {
        await RunAsync(Today, PersonalData.Keep);
        await RunAsync(Today.AddDays(1), PersonalData.Hash);
        var hashed = (await KeysAsync("raw/")).Count;

        var outcome = await Eraser(PersonalData.Drop).RedactAsync();

        Assert.Equal((2, 1), (hashed, outcome.Partitions));
        Assert.Equal(2, outcome.RawPages);
        Assert.All(Traces.Skip(1).Append("hash:"), trace => Assert.DoesNotContain(Kept(), c => c.Contains(trace, StringComparison.Ordinal)));
        Assert.Contains(Kept(), c => c.Contains(Id, StringComparison.Ordinal));
        Assert.Equal((0, 0), ((await Eraser(PersonalData.Drop).RedactAsync()).RawPages, (await Eraser(PersonalData.Drop).RedactAsync()).Partitions));
    }

    [Fact]
    public async Task Run_AfterTheSettingChanged_ReadsAllAgainAndWritesTheNewForm()
    {
        await RunAsync(Today, PersonalData.Keep);

        await RunAsync(Today.AddDays(1), PersonalData.Drop);

        var known = (await _store.ReadJsonAsync<ReviewsOfDate>("state/reviews/app_id=42/2026-11-19.json"))!.Reviews.Values;
        Assert.All(known, review => Assert.Null(review.ReviewerNickname));
    }

    [Fact]
    public async Task Forget_LeavesNoTraceInAnyVersion_AndTheReviewDoesNotComeBack()
    {
        await RunAsync(Today);
        Serve(Other("2026-11-19T09:00:00Z"), Hers("Her own words, edited"));
        await RunAsync(Today.AddDays(1));

        var outcome = await Eraser().ForgetAsync(Id);
        var again = await Eraser().ForgetAsync(Id);
        await RunAsync(Today.AddDays(2));

        Assert.Equal([new ForgottenPlace(42, new(2026, 11, 19))], outcome.Places);
        Assert.Equal((2, 1, false), (outcome.RawPages, outcome.Partitions, outcome.WasForgotten));
        Assert.InRange(outcome.Versions, 4, 20);
        Assert.Equal((0, 0, 0, true), (again.RawPages, again.Partitions, again.Versions, again.WasForgotten));
        AssertNoTrace();
        Assert.Contains(Kept(), c => c.Contains("other", StringComparison.Ordinal));
        Assert.Equal(1, (await new PartitionManifests(_store).ReadAsync("reviews", 42)).Partitions.Values.Single().Rows);
    }

    [Fact]
    public async Task Forget_TheOnlyReviewOfADate_LeavesAPartitionWithoutRows()
    {
        Serve(Hers());
        await RunAsync(Today);

        await Eraser().ForgetAsync(Id);

        AssertNoTrace();
        using var file = new MemoryStream((await _store.ReadAsync("curated/reviews/dt=2026-11-19/app_id=42/data.parquet"))!.Value.Content);
        Assert.Equal(0, Parquet.ParquetFooterReader.Read(file).Rows);
        Assert.Empty(await KeysAsync("raw/"));
    }

    [Fact]
    public async Task Forget_AReviewThatCouldNotBeRead_EmptiesItsQuarantine()
    {
        Serve(Other("2026-11-19T09:00:00Z"), Review(Id, "yesterday", nickname: "Jane of Ashford"));
        await RunAsync(Today);

        var outcome = await Eraser().ForgetAsync(Id);

        Assert.Equal((1, 1), (outcome.QuarantineFiles, outcome.RawPages));
        AssertNoTrace();
    }

    [Fact]
    public async Task Forget_WhatNobodyKnows_IsRememberedAndSaysSo()
    {
        var outcome = await Eraser().ForgetAsync(Id);
        await RunAsync(Today);

        Assert.Equal((0, 0, 0, false), (outcome.Places.Count, outcome.RawPages, outcome.Versions, outcome.WasForgotten));
        AssertNoTrace();
    }

    [Fact]
    public async Task Forget_KilledAtAnyWrite_IsFinishedByDoingItAgain()
    {
        for (var write = 1; ; write++)
        {
            using var s3 = new FakeS3 { Versioned = true };
            using var store = s3.Store("");
            await Curator(store).RunAsync(new(42, Today, Today));
            var killed = await Record.ExceptionAsync(() => Eraser(store: new KillingStore(store, write, afterTheWrite: write % 2 == 0)).ForgetAsync(Id));
            if (killed is null)
            {
                Assert.InRange(write, 6, 20);
                return;
            }

            Assert.IsType<KillingStore.KilledException>(killed);
            await Eraser(store: store).ForgetAsync(Id);
            AssertNoTrace(s3);
        }
    }

    [Fact]
    public async Task Forget_WhileItIsBeingFetched_TheRunErasesItAgain()
    {
        await Curator(new InterruptedStore(_store, "raw/", () => Eraser().ForgetAsync(Id))).RunAsync(new(42, Today, Today));

        AssertNoTrace();
    }

    void Serve(params ReviewFixture[] reviews) => _apple.Server.Get(Path, Json(Document(reviews)));

    static ReviewFixture Other(string created) => Review("other", created, body: "Somebody else's", nickname: "Somebody");

    static ReviewFixture Hers(string body = "Her own words") =>
        Review(Id, "2026-11-19T08:00:00Z", body: body, nickname: "Jane of Ashford", title: "Her own title", response: "Dear Jane");

    Task<ReviewsOutcome> RunAsync(DateOnly today, PersonalData form = PersonalData.Keep) => Curator(_store, form).RunAsync(new(42, today, today));

    ReviewsCurator Curator(ObjectStore store, PersonalData form = PersonalData.Keep)
    {
        var fields = new PersonalFields(new() { PersonalData = form });
        return new(
            new(_apple.Client, new(store), fields, store), new(store, fields), new(store), new(store), Eraser(form, store), fields, new(store), store, NullLogger<ReviewsCurator>.Instance);
    }

    ReviewEraser Eraser(PersonalData form = PersonalData.Keep, ObjectStore? store = null)
    {
        store ??= _store;
        var fields = new PersonalFields(new() { PersonalData = form });
        return new(new(store), new(store, fields), new(store), new(store), fields, new(store), store);
    }

    async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in _store.ListAsync(prefix))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    void AssertNoTrace(FakeS3? s3 = null) =>
        Assert.All(Traces, trace => Assert.DoesNotContain(Kept(s3), c => c.Contains(trace, StringComparison.Ordinal)));

    /// <summary>Every version of every object as text, unpacked.</summary>
    List<string> Kept(FakeS3? s3 = null) => [.. (s3 ?? _s3).Kept().Select(Text)];

    static string Text(byte[] content)
    {
        if (content is not [0x1f, 0x8b, ..])
        {
            return Encoding.UTF8.GetString(content);
        }

        using var gzip = new StreamReader(new GZipStream(new MemoryStream(content), CompressionMode.Decompress));
        return gzip.ReadToEnd();
    }

    static ReviewsOptions Options(string? text) => ReviewsOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Reviews:PersonalData"] = text }).Build());
}
