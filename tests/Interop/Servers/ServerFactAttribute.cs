using AppleAnalytics.Interop.Tests.Debian;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>A test against moto or radosgw. Where they cannot be had it is skipped and says so; where CI is "true" nothing is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = DebianPackages.ReasonToSkip;
}

/// <summary>As <see cref="ServerFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = DebianPackages.ReasonToSkip;
}
