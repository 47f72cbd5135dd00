using DurableTask.Core;
using Microsoft.DurableTask;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Why a function failed. Only the outermost exception is kept, because more does not survive the worker boundary in Azure.</summary>
/// <param name="Type">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace.</param>
/// <param name="Final">True when trying again cannot help (the function does not exist).</param>
internal sealed record Failure(string Type, string Message, string? Stack, bool Final = false)
{
    public static Failure From(Exception exception) =>
        new(exception.GetType().ToString(), exception.Message, exception.StackTrace);

    public static Failure MissingFunction(string kind, string name) => new(
        typeof(InvalidOperationException).ToString(),
        $"The {kind} function '{name}' does not exist. Check the name in the call and in the [Function] attribute.",
        null,
        Final: true);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, null, null);

    public FailureDetails ToCoreDetails() => new(Type, Message, Stack, null, Final);
}
