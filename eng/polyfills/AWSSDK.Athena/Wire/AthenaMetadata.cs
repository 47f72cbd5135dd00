using Amazon.Runtime.Internal;

namespace Amazon.Athena.Wire;

sealed class AthenaMetadata : IServiceMetadata
{
    public string ServiceId => "Athena";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
