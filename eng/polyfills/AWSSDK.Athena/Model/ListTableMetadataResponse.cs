using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class ListTableMetadataResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<TableMetadata> TableMetadataList { get; set; } = AWSConfigs.InitializeCollections ? new List<TableMetadata>() : null;
}
