namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Where a function's parameter gets its value from.</summary>
internal enum ParameterSource
{
    /// <summary>The input, deserialized.</summary>
    Input,
    OrchestrationContext,
    EntityDispatcher,
    HttpRequest,
    HttpRequestData,
    RouteValue,
    TimerInfo,
    DurableClient,
    FunctionContext,
    CancellationToken,
}
