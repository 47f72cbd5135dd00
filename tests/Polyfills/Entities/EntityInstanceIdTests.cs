using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Entities;

public sealed class EntityInstanceIdTests
{
    [Fact]
    public void Constructor_LowersTheNameAndKeepsTheKey()
    {
        var id = new EntityInstanceId("ReportRequests", "App@42");

        Assert.Equal("reportrequests", id.Name);
        Assert.Equal("App@42", id.Key);
        Assert.Equal("@reportrequests@App@42", id.ToString());
        Assert.Equal(id, EntityInstanceId.FromString(id.ToString()));
        Assert.Equal(new EntityInstanceId("REPORTREQUESTS", "App@42"), id);
    }

    [Theory]
    [InlineData("", "k")]
    [InlineData("a@b", "k")]
    public void Constructor_BadName_IsRefused(string name, string key) =>
        Assert.ThrowsAny<ArgumentException>(() => new EntityInstanceId(name, key));

    [Theory]
    [InlineData("")]
    [InlineData("name@key")]
    [InlineData("@name")]
    [InlineData("@@key")]
    public void FromString_NotAnEntityId_IsRefused(string text) =>
        Assert.ThrowsAny<ArgumentException>(() => EntityInstanceId.FromString(text));

    [Fact]
    public void Json_IsTheTextOfTheId()
    {
        var id = new EntityInstanceId("Quota", "k");
        Assert.Equal("\"@quota@k\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<EntityInstanceId>("\"@quota@k\""));
    }
}
