using AppleAnalytics.Polyfills.Tests.PackageModes;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>The recorded listing is what the pinned official assemblies declare.</summary>
public sealed class RecordedApiTests
{
    [OfficialModeFact]
    public void Listing_IsThatOfTheOfficialAssemblies()
    {
        var official = Directory.GetFiles(BuildMode.FunctionsOutput, "*.dll");
        var names = official.Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        var paths = PublicApi.TrustedAssemblies().Where(path => !names.Contains(Path.GetFileName(path))).Concat(official).ToList();

        // What differs is left beside the sources' copy of the listing, to be looked at and taken over.
        var fresh = Directory.CreateDirectory(Path.Combine(RecordedApi.Directory, "fresh"));
        foreach (var assembly in RecordedApi.Assemblies)
        {
            var types = PublicApi.Load(paths, name => name == assembly).Where(IsRecorded);
            File.WriteAllText(Path.Combine(fresh.FullName, assembly + ".txt"), string.Join('\n', types));
        }

        Assert.All(
            RecordedApi.Assemblies.Where(assembly => !RecordedApi.IsServiceClient(assembly)),
            assembly => Assert.Equal(RecordedApi.Read(assembly), File.ReadAllText(Path.Combine(fresh.FullName, assembly + ".txt"))));
    }

    [OfficialModeFact]
    public void Listing_OfServiceClients_IsContainedInTheOfficialAssemblies()
    {
        var official = PublicApi.Load(PublicApi.TrustedAssemblies(), RecordedApi.IsServiceClient).ToDictionary(type => type.Name, StringComparer.Ordinal);
        var missing =
            from type in RecordedApi.Load().Values
            where RecordedApi.IsServiceClient(type.Origin)
            from member in type.Members
            where !(official.TryGetValue(type.Name, out var found) && found.Members.Contains(member))
            select $"{type.Name}: {member}";

        Assert.True(!missing.Any(), string.Join("\n", missing));
    }

    // Of the framework below Durable Task, only what it lets through to its users.
    private static bool IsRecorded(ApiType type) =>
        !type.Name.StartsWith("DurableTask.Core.", StringComparison.Ordinal)
        || type.Name.StartsWith("DurableTask.Core.Exceptions.", StringComparison.Ordinal)
        || type.Name == "DurableTask.Core.FailureDetails";
}
