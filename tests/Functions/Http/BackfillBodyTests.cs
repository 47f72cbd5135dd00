namespace AppleAnalytics.Functions.Http;

public sealed class BackfillBodyTests
{
    static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public void Read_Everything_IsUnderstoodAndSorted()
    {
        var (body, problem) = BackfillBody.Read(
            """{"from":"2026-11-01","to":"2026-11-07","apps":[42,"7",42],"tables":["Sessions","downloads"],"snapshot":true}""", Today);
        Assert.Null(problem);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 7), true), (body!.From, body.To, body.Snapshot));
        Assert.Equal([7, 42], body.Apps);
        Assert.Equal(["downloads", "sessions"], body.Tables);
    }

    [Fact]
    public void Read_OnlyARange_MeansEverything()
    {
        var (body, problem) = BackfillBody.Read("""{"from":"2026-11-01","to":"2026-11-01","apps":null}""", Today);
        Assert.Null(problem);
        Assert.Empty(body!.Apps);
        Assert.Empty(body.Tables);
        Assert.False(body.Snapshot);
    }

    [Fact]
    public void Read_SnapshotAlone_MeansTheWholeHistory()
    {
        var (body, problem) = BackfillBody.Read("""{"snapshot":true,"replace":true,"noWait":true}""", Today);
        Assert.Null(problem);
        Assert.Equal((new DateOnly(2024, 1, 1), Today.AddDays(-1)), (body!.From, body.To));
        Assert.Equal((true, true, true), (body.Snapshot, body.Replace, body.NoWait));
    }

    [Theory]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","replace":true}""", "replace", "set snapshot to true")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","noWait":true}""", "noWait", "set snapshot to true")]
    [InlineData("""{"to":"2026-11-07"}""", "from", "YYYY-MM-DD")]
    [InlineData("""{"from":"1.11.2026","to":"2026-11-07"}""", "from", "YYYY-MM-DD")]
    [InlineData("""{"from":"2026-02-30","to":"2026-11-07"}""", "from", "YYYY-MM-DD")]
    [InlineData("""{"from":20261101,"to":"2026-11-07"}""", "from", "YYYY-MM-DD")]
    [InlineData("""{"from":"2026-11-07","to":"2026-11-01"}""", "to", "before")]
    [InlineData("""{"from":"2026-11-20","to":"2026-11-21"}""", "from", "2026-11-19")]
    [InlineData("""{"from":"2023-01-01","to":"2023-12-31"}""", "to", "2024-01-01")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","apps":["com.example"]}""", "apps", "Apple IDs")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","apps":[1.5]}""", "apps", "Apple IDs")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","tables":["revenue"]}""", "tables", "downloads, engagement")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","snapshot":"yes"}""", "snapshot", "true or false")]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-07","table":"downloads"}""", "table", "tables")]
    public void Read_WrongField_IsNamedWithWhatIsAllowed(string json, string field, string allowed)
    {
        var (body, problem) = BackfillBody.Read(json, Today);
        Assert.Null(body);
        Assert.Equal(400, problem!.Status);
        Assert.Contains(allowed, problem.Errors![field], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Read_NoJsonObject_IsAProblem(string json)
    {
        var (body, problem) = BackfillBody.Read(json, Today);
        Assert.Null(body);
        Assert.Contains("JSON", problem!.Detail, StringComparison.Ordinal);
    }
}
