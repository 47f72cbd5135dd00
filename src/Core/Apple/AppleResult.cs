namespace AppleAnalytics.Apple;

/// <summary>An answer of App Store Connect as a value; only what may pass on retry is an exception.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record AppleResult<T>
{
    /// <summary>How Apple answered.</summary>
    public required AppleResultKind Kind { get; init; }

    /// <summary>What was asked for; default unless ok.</summary>
    public T? Value { get; init; }

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>A sentence that says what happened and what to do; empty when ok.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether <see cref="Value"/> is what was asked for.</summary>
    public bool IsOk => Kind == AppleResultKind.Ok;

    /// <summary>The value of an ok result.</summary>
    /// <exception cref="InvalidOperationException">The result is not ok.</exception>
    public T Required => IsOk ? Value! : throw new InvalidOperationException(Message);

    /// <inheritdoc/>
    public override string ToString() => IsOk ? $"{Kind}: {Value}" : $"{Kind}: {Message}";

    /// <summary>The same failure as the result of another question.</summary>
    /// <exception cref="InvalidOperationException">The result is ok.</exception>
    public AppleResult<TOther> As<TOther>() => IsOk
        ? throw new InvalidOperationException("Only a failure can stand for another question's result.")
        : new() { Kind = Kind, DeferredUntil = DeferredUntil, Message = Message };
}
