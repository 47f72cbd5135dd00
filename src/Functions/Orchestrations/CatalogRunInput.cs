using AppleAnalytics.Catalog;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The catalogue's part of a run.</summary>
/// <param name="Register">The run, its tables and its day.</param>
/// <param name="Round">How many rounds came before.</param>
/// <param name="Sofar">What they did.</param>
public sealed record CatalogRunInput(RegisterInput Register, int Round, RegisterOutcome Sofar);
