using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Entities;

public sealed class EntityClientTests
{
    private static readonly EntityInstanceId s_id = new("Quota", "k");

    [Fact]
    public void EntityMetadata_WithoutState_SaysSoWhenReadAnyway()
    {
        var metadata = new EntityMetadata<string>(s_id);

        Assert.False(metadata.IncludesState);
        Assert.Throws<InvalidOperationException>(() => metadata.State);
        Assert.ThrowsAny<ArgumentException>(() => new EntityMetadata<string>(default));
    }

    [Fact]
    public void EntityMetadata_AsJson_HasIdTimeAndState()
    {
        var plain = new EntityMetadata<int[]>(s_id, [1, 2]) { BacklogQueueSize = 3, LockedBy = "run" };
        Assert.Equal(
            """{"id":"@quota@k","lastModifiedTime":"0001-01-01T00:00:00+00:00","backlogQueueSize":3,"lockedBy":"run","state":[1,2]}""",
            JsonSerializer.Serialize(plain, JsonSerializerOptions.Web));

        var serialized = new EntityMetadata(s_id, new SerializedData("{\"a\":1}"));
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(serialized));
        Assert.Equal("{\"a\":1}", json.RootElement.GetProperty("State").GetString());
        Assert.False(json.RootElement.TryGetProperty("LockedBy", out _));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<EntityMetadata<int>>("{}"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "@")]
    [InlineData("ReportRequests", "@reportrequests")]
    [InlineData("@ReportRequests", "@reportrequests")]
    [InlineData("ReportRequests@App", "@reportrequests@App")]
    public void EntityQuery_Prefix_IsNormalizedAsStored(string? given, string? stored) =>
        Assert.Equal(stored, new EntityQuery { InstanceIdStartsWith = given }.InstanceIdStartsWith);

    [Fact]
    public void EntityQuery_IncludesStateUnlessToldOtherwise()
    {
        Assert.True(new EntityQuery().IncludeState);
        Assert.False(new EntityQuery().IncludeTransient);
        Assert.True(CleanEntityStorageRequest.Default is { RemoveEmptyEntities: true, ReleaseOrphanedLocks: true });
    }

    [Fact]
    public void SerializedData_IsReadWithItsConverter() => Assert.Equal(7, new SerializedData("7").ReadAs<int>());
}
