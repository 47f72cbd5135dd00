using Amazon.Athena.Model;
using Amazon.Athena.Wire;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Athena;

public partial class AmazonAthenaClient : AmazonServiceClient, IAmazonAthena
{
    public AmazonAthenaClient()
        : base(new AmazonAthenaConfig())
    {
    }

    public AmazonAthenaClient(RegionEndpoint region)
        : base(new AmazonAthenaConfig { RegionEndpoint = region })
    {
    }

    public AmazonAthenaClient(AmazonAthenaConfig config)
        : base(config)
    {
    }

    public AmazonAthenaClient(AWSCredentials credentials)
        : this(credentials, new AmazonAthenaConfig())
    {
    }

    public AmazonAthenaClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonAthenaConfig { RegionEndpoint = region })
    {
    }

    public AmazonAthenaClient(AWSCredentials credentials, AmazonAthenaConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new AthenaMetadata();

    public virtual Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.GetQueryExecution, cancellationToken);

    public virtual Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.GetQueryResults, cancellationToken);

    public virtual Task<GetWorkGroupResponse> GetWorkGroupAsync(GetWorkGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.GetWorkGroup, cancellationToken);

    public virtual Task<ListTableMetadataResponse> ListTableMetadataAsync(ListTableMetadataRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.ListTableMetadata, cancellationToken);

    public virtual Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.StartQueryExecution, cancellationToken);

    public virtual Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, Operations.StopQueryExecution, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AthenaEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AthenaAuthSchemeHandler());
    }

    protected override void Dispose(bool disposing) => base.Dispose(disposing);

    Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request, Operation<TRequest, TResponse> operation, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request, new InvokeOptions { RequestMarshaller = operation, ResponseUnmarshaller = operation.Response }, cancellationToken);
}
