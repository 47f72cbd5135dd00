namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>Code that compiles against the polyfills compiles against the official packages.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly IReadOnlyDictionary<string, ApiType> s_official = OfficialApi.Load();
    private static readonly IReadOnlyList<ApiType> s_polyfills = PolyfillApi.Load();

    [Fact]
    public void Listing_IsRead()
    {
        Assert.True(s_official.Count > 150, $"The listing has {s_official.Count} types.");
        Assert.True(s_polyfills.Count > 80, $"The polyfills have {s_polyfills.Count} types.");
        Assert.All(s_official.Values, type => Assert.False(string.IsNullOrEmpty(type.Declaration)));
    }

    [Fact]
    public void EveryPolyfilledType_ExistsOfficially()
    {
        Assert.All(s_polyfills, type => Assert.True(s_official.ContainsKey(type.Name), $"{type.Name} is not listed."));
    }

    [Fact]
    public void EveryPolyfilledType_HasTheOfficialKindAndModifiers()
    {
        var wrong = s_polyfills
            .Where(type => !(s_official[type.Name].Declaration + " ").StartsWith(type.Declaration, StringComparison.Ordinal))
            .Select(type => $"{type.Declaration}    officially: {s_official[type.Name].Declaration}");

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void EveryPolyfilledType_HasTheOfficialBaseTypesAndInterfaces()
    {
        var wrong =
            from type in s_polyfills
            from found in type.Bases
            where !s_official[type.Name].Declaration.Contains(found, StringComparison.Ordinal)
            select $"{type.Name}: {found}    officially: {s_official[type.Name].Declaration}";

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void EveryPolyfilledMember_HasTheOfficialSignature()
    {
        var wrong =
            from type in s_polyfills
            where !type.IsDelegate
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
            let official = s_official[type.Name].Attributes.Where(line => line.StartsWith("[System.AttributeUsage", StringComparison.Ordinal))
            where !official.SequenceEqual(type.Attributes)
            select $"{type.Name}: {string.Join(' ', type.Attributes)}    officially: {string.Join(' ', official)}";

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }
}
