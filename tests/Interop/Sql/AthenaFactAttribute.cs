using AppleAnalytics.Interop.Tests.Debian;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>A test that needs sqlglot, a Trino grammar and DuckDB. Without them it is skipped and says so; where CI is "true" nothing is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AthenaFactAttribute : FactAttribute
{
    public AthenaFactAttribute() => Skip = Node.ReasonToSkip ?? DebianPackages.ReasonToSkip;
}

/// <summary>As <see cref="AthenaFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AthenaTheoryAttribute : TheoryAttribute
{
    public AthenaTheoryAttribute() => Skip = Node.ReasonToSkip ?? DebianPackages.ReasonToSkip;
}
