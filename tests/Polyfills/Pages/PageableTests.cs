using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace AppleAnalytics.Polyfills.Tests.Pages;

public sealed class PageableTests
{
    [Fact]
    public async Task Create_AsksPageByPageUntilNoTokenIsLeft()
    {
        var asked = new List<string>();
        var pageable = Pageable.Create<int>((token, size, _) =>
        {
            asked.Add($"{token ?? "start"}/{size?.ToString(CultureInfo.InvariantCulture) ?? "any"}");
            return Task.FromResult(token switch
            {
                null => new Page<int>([1, 2], "second"),
                "second" => new Page<int>([], "third"),
                _ => new Page<int>([3]),
            });
        });

        var values = new List<int>();
        await foreach (var value in pageable)
        {
            values.Add(value);
        }

        Assert.Equal([1, 2, 3], values);
        Assert.Equal(["start/any", "second/any", "third/any"], asked);

        asked.Clear();
        await foreach (var page in pageable.AsPages("third", 7))
        {
            Assert.Equal([3], page.Values);
        }

        Assert.Equal(["third/7"], asked);
    }

    [Fact]
    public async Task Create_CancellationToken_ReachesTheCallback()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var pageable = Pageable.Create<int>(async (_, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return await Task.FromResult(new Page<int>([1]));
        });

        await using var enumerator = pageable.GetAsyncEnumerator(source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await enumerator.MoveNextAsync());
    }

    [Fact]
    public void JsonDataConverter_WritesPascalCaseWithFieldsAndKeepsNull()
    {
        var converter = JsonDataConverter.Default;

        Assert.Equal("""{"Phase":"land","Count":3}""", converter.Serialize(new Sample("land") { Count = 3 }));
        Assert.Equal(3, converter.Deserialize<Sample>("""{"Phase":"land","Count":3}""").Count);
        Assert.Null(converter.Serialize(null));
        Assert.Null(converter.Deserialize<Sample>(null));
        Assert.Null(converter.Deserialize<int?>(null));
        Assert.Throws<NullReferenceException>(() => converter.Deserialize<int>(null));
        Assert.Equal("""{"phase":"land"}""", new JsonDataConverter(JsonSerializerOptions.Web).Serialize(new { Phase = "land" }));
    }

    private sealed record Sample(string Phase)
    {
        public int Count;
    }
}
