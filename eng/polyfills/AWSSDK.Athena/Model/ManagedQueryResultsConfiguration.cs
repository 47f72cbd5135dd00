namespace Amazon.Athena.Model;

public partial class ManagedQueryResultsConfiguration
{
    public bool? Enabled { get; set; }
}
