namespace DurableTask.Core;

public class FailureDetails : IEquatable<FailureDetails>
{
    public FailureDetails(
        string errorType,
        string errorMessage,
        string? stackTrace,
        FailureDetails? innerFailure,
        bool isNonRetriable,
        IDictionary<string, object?>? properties = null)
    {
        ErrorType = errorType;
        ErrorMessage = errorMessage;
        StackTrace = stackTrace;
        InnerFailure = innerFailure;
        IsNonRetriable = isNonRetriable;
        Properties = properties;
    }

    public FailureDetails(
        string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
        : this(errorType, errorMessage, stackTrace, innerFailure, isNonRetriable, null)
    {
    }

    public string ErrorType { get; }

    public string ErrorMessage { get; }

    public string? StackTrace { get; }

    public FailureDetails? InnerFailure { get; }

    public bool IsNonRetriable { get; }

    public IDictionary<string, object?>? Properties { get; }

    public bool IsCausedBy<T>()
        where T : Exception
    {
        var type = Type.GetType(ErrorType, throwOnError: false)
            ?? typeof(T).Assembly.GetType(ErrorType, throwOnError: false)
            ?? AppDomain.CurrentDomain.GetAssemblies()
                .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
                .FirstOrDefault(found => found is not null);
        return typeof(T).IsAssignableFrom(type);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

#nullable disable annotations // The official signature says nothing about null here.
    public override bool Equals(object other) => Equals(other as FailureDetails);
#nullable restore annotations

    public bool Equals(FailureDetails? other) =>
        other is not null
        && ErrorType == other.ErrorType
        && ErrorMessage == other.ErrorMessage
        && StackTrace == other.StackTrace
        && Equals(InnerFailure, other.InnerFailure);

    public override int GetHashCode() => HashCode.Combine(ErrorType, ErrorMessage, StackTrace, InnerFailure);
}
