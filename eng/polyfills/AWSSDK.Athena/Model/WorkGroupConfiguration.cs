namespace Amazon.Athena.Model;

public partial class WorkGroupConfiguration
{
    public long? BytesScannedCutoffPerQuery { get; set; }

    public bool? EnforceWorkGroupConfiguration { get; set; }

    public EngineVersion EngineVersion { get; set; }

    public ManagedQueryResultsConfiguration ManagedQueryResultsConfiguration { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }
}
