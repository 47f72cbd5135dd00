using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask;

public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    private const string Unknown = "(unknown)";

    private Type? _exceptionType;

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    public bool IsCausedBy(Type targetBaseExceptionType) => IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return From(exception);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    [return: NotNullIfNotNull(nameof(details))]
    internal static TaskFailureDetails? FromCore(FailureDetails? details) => details is null
        ? null
        : new TaskFailureDetails(
            details.ErrorType, details.ErrorMessage, details.StackTrace, FromCore(details.InnerFailure), details.Properties);

    [return: NotNullIfNotNull(nameof(exception))]
    private static TaskFailureDetails? From(Exception? exception) => exception switch
    {
        null => null,
        OrchestrationException { FailureDetails: var details } failed => new TaskFailureDetails(
            details?.ErrorType ?? Unknown,
            details?.ErrorMessage ?? Unknown,
            details?.StackTrace,
            FromCore(details?.InnerFailure) ?? From(failed.InnerException),
            details?.Properties),
        _ => new TaskFailureDetails(
            exception.GetType().ToString(), exception.Message, exception.StackTrace, From(exception.InnerException), null),
    };

    private bool IsCausedBy(Type target, Assembly caller)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!typeof(Exception).IsAssignableFrom(target))
        {
            throw new ArgumentException($"The type {target} is not an exception type.", nameof(target));
        }

        if (string.IsNullOrEmpty(ErrorType))
        {
            return false;
        }

        // The runtime's own types first, then the target's assembly, the caller's, and every loaded one.
        _exceptionType ??= Type.GetType(ErrorType, throwOnError: false)
            ?? target.Assembly.GetType(ErrorType, throwOnError: false)
            ?? caller.GetType(ErrorType, throwOnError: false)
            ?? FindInLoadedAssemblies();
        return target.IsAssignableFrom(_exceptionType);
    }

    private Type? FindInLoadedAssemblies()
    {
        Type? match = null;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(ErrorType, throwOnError: false) is not { } found)
            {
                continue;
            }

            if (match is not null)
            {
                throw new AmbiguousMatchException($"Multiple exception types with the name '{ErrorType}' were found.");
            }

            match = found;
        }

        return match;
    }
}
