namespace AppleAnalytics.Polyfills.Tests.PackageModes;

/// <summary>A test of what a build in polyfill mode does; there is nothing to see in a build with the official packages.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PolyfillModeFactAttribute : FactAttribute
{
    public PolyfillModeFactAttribute()
    {
        if (BuildMode.Name != "polyfill")
        {
            Skip = "This build uses the official packages.";
        }
    }
}
