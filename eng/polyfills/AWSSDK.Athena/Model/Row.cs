namespace Amazon.Athena.Model;

public partial class Row
{
    public List<Datum> Data { get; set; } = AWSConfigs.InitializeCollections ? new List<Datum>() : null;
}
