namespace AppleAnalytics.Apple;

public sealed class RateLimitHeaderTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("user-hour-lim:3500;user-hour-rem:500;", 3500, 500, null, null)]
    [InlineData("user-hour-lim:3600; user-hour-rem:-1", 3600, null, null, null)]
    [InlineData("user-minute-lim:150;user-minute-rem:0", null, null, 150, 0)]
    [InlineData("something-new:7;user-hour-rem:12;garbage;x:y", null, 12, null, null)]
    public void Parse_ObservedForms_AreRead(string header, int? hourLimit, int? hourRemaining, int? minuteLimit, int? minuteRemaining) =>
        Assert.Equal(new(Now, hourLimit, hourRemaining, minuteLimit, minuteRemaining), RateLimitHeader.Parse([header], Now));

    [Fact]
    public void Parse_SeveralHeaders_AreOneReading() =>
        Assert.Equal(new(Now, 3500, 10, 250, 3), RateLimitHeader.Parse(["user-hour-lim:3500;user-hour-rem:10;", "user-minute-lim:250;user-minute-rem:3"], Now));

    [Theory]
    [InlineData("")]
    [InlineData("user-hour-rem:-1")]
    [InlineData("unlimited")]
    public void Parse_NothingKnown_IsNull(string header) => Assert.Null(RateLimitHeader.Parse([header], Now));
}
