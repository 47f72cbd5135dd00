namespace AppleAnalytics.Reviews;

/// <summary>Where an erased review stood.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="Date">The day it was created, UTC.</param>
public sealed record ForgottenPlace(long AppId, DateOnly Date);
