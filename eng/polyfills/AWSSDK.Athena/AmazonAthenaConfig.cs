using Amazon.Athena.Wire;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.Athena;

public partial class AmazonAthenaConfig : ClientConfig
{
    public AmazonAthenaConfig()
        : base(new DefaultConfigurationProvider(DefaultModes.All))
    {
        base.ServiceId = "Athena";
        AuthenticationServiceName = "athena";
        EndpointProvider = new AthenaEndpointProvider();
    }

    public static new string ServiceId => "Athena";

    public override string RegionEndpointServiceName => "athena";

    public override string ServiceVersion => "2017-05-18";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Athena", "4.0.0.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AthenaEndpointResolver.Parameters(this, parameters?.AlternateEndpoint?.SystemName));
}
