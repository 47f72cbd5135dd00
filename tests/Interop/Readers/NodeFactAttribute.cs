namespace AppleAnalytics.Readers;

/// <summary>
/// A test that needs node and npm. Without them it is skipped and says so; where CI is "true" nothing is skipped, so that it fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.ReasonToSkip;
}

/// <summary>As <see cref="NodeFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = Node.ReasonToSkip;
}
