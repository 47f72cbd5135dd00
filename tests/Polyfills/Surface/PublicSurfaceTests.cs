namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>Code that compiles against the polyfills compiles against the official packages.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly IReadOnlyDictionary<string, ApiType> s_official = RecordedApi.Load();

    private static readonly IReadOnlyList<ApiType> s_polyfills = PublicApi.Load(
        PublicApi.TrustedAssemblies(), name => name.StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal) || RecordedApi.IsServiceClient(name) && name != "AWSSDK.Core");

    [Fact]
    public void Listing_IsRead()
    {
        Assert.True(s_official.Count > 150, $"The listing has {s_official.Count} types.");
        Assert.True(s_polyfills.Count > 80, $"The polyfills have {s_polyfills.Count} types.");
    }

    [Fact]
    public void EveryPolyfilledType_ExistsOfficially()
    {
        Assert.All(s_polyfills, type => Assert.True(s_official.ContainsKey(type.Name), $"{type.Name} is not listed."));
    }

    [Fact]
    public void EveryPolyfilledType_HasTheOfficialDeclaration()
    {
        var wrong = s_polyfills
            .Where(type => type.Declaration != s_official[type.Name].Declaration)
            .Select(type => $"{type.Declaration}    officially: {s_official[type.Name].Declaration}");

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void EveryPolyfilledMember_HasTheOfficialSignature()
    {
        var wrong =
            from type in s_polyfills
            from member in type.Members
            where !s_official[type.Name].Members.Contains(member)
            select $"{type.Name}: {member}";

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void EveryAbstractMember_IsDeclared()
    {
        var missing =
            from type in s_polyfills
            let official = s_official[type.Name]
            from member in official.Members
            where official.IsInterface || member.Contains(" abstract ", StringComparison.Ordinal)

            // The interface of a service client has an operation for all a service can do, and nobody but the client implements it.
            where !RecordedApi.IsServiceClient(official.Origin)
            where !type.Members.Contains(member)
            select $"{type.Name}: {member}";

        Assert.True(!missing.Any(), string.Join("\n", missing));
    }

    [Fact]
    public void EveryEnum_HasAllMembers()
    {
        Assert.All(
            s_polyfills.Where(type => type.IsEnum),
            type => Assert.Equal(s_official[type.Name].Members, type.Members));
    }

    [Fact]
    public void EveryAttribute_HasTheOfficialTargets()
    {
        var wrong =
            from type in s_polyfills
            let official = s_official[type.Name].Attributes
            where !official.SequenceEqual(type.Attributes)
            select $"{type.Name}: {string.Join(' ', type.Attributes)}    officially: {string.Join(' ', official)}";

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }
}
