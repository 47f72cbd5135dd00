using AppleAnalytics.Landing;

namespace AppleAnalytics.Runs;

/// <summary>An instance that failed before curation could record it.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Message">Why, in a sentence.</param>
/// <param name="Today">The day to act as, UTC.</param>
public sealed record RecordFailureInput(InstanceReference Instance, string Message, DateOnly Today);
