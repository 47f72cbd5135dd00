namespace AppleAnalytics.Catalog;

/// <summary>The step that makes the catalogue know what is published, as far as it can at once, and says what is to be run at a query engine for the rest.</summary>
public abstract class Registrar
{
    /// <summary>Registers what is marked.</summary>
    /// <exception cref="CatalogException">The catalogue refuses.</exception>
    /// <exception cref="TransientCatalogException">The catalogue cannot be reached now; the step may be run again.</exception>
    /// <exception cref="Lake.TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public abstract Task<RegisterOutcome> RunAsync(RegisterInput input, CancellationToken cancellation = default);
}
