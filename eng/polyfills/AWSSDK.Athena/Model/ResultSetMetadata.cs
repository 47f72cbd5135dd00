namespace Amazon.Athena.Model;

public partial class ResultSetMetadata
{
    public List<ColumnInfo> ColumnInfo { get; set; } = AWSConfigs.InitializeCollections ? new List<ColumnInfo>() : null;
}
