namespace AppleAnalytics.Catalog;

/// <summary>Which statement to start.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Token">Tells one start from another: started twice with the same token it runs once.</param>
public sealed record StatementStartInput(StatementReference Statement, string Token);
