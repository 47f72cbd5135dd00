namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    Orchestration,
    Activity,
    Entity,
    Http,
    Timer,
}
