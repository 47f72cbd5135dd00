namespace AppleAnalytics.Simulator;

/// <summary>Creations of report requests of one app and access type.</summary>
/// <param name="App">Apple identifier of the app.</param>
/// <param name="AccessType"><c>ONGOING</c> or <c>ONE_TIME_SNAPSHOT</c>.</param>
/// <param name="Created">Answered 201.</param>
/// <param name="Conflicts">Answered 409.</param>
public sealed record SimulatorPostCount(long App, string AccessType, long Created, long Conflicts);
