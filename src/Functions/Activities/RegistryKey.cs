namespace AppleAnalytics.Functions.Activities;

/// <summary>Input of <see cref="LoadRegistryMirror"/>.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
public sealed record RegistryKey(long AppId);
