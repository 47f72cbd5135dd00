namespace AppleAnalytics.Polyfills.Tests.PackageModes;

/// <summary>A test that reads the official assemblies, which only a build in official mode has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialModeFactAttribute : FactAttribute
{
    public OfficialModeFactAttribute()
    {
        if (BuildMode.Name != "official")
        {
            Skip = "This build uses the polyfills; `dotnet restore -p:PackageMode=official` fetches the official packages.";
        }
    }
}
