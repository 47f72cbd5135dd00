namespace Amazon.Athena.Model;

public partial class ResultSet
{
    public ResultSetMetadata ResultSetMetadata { get; set; }

    public List<Row> Rows { get; set; } = AWSConfigs.InitializeCollections ? new List<Row>() : null;
}
