namespace Microsoft.DurableTask;

public delegate bool RetryHandler(RetryContext retryContext);
