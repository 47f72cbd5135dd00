namespace Amazon.Athena.Model;

public partial class TableMetadata
{
    public List<Column> Columns { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } = AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public List<Column> PartitionKeys { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public string TableType { get; set; }
}
