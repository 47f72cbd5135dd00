using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager.Wire;

/// <summary>The operations, as the service model names their members.</summary>
static class Operations
{
    public static readonly Operation<GetSecretValueRequest, GetSecretValueResponse> GetSecretValue = new(
        nameof(GetSecretValue),
        (json, request) =>
        {
            json.Text("SecretId", request.SecretId);
            json.Text("VersionId", request.VersionId);
            json.Text("VersionStage", request.VersionStage);
        },
        (json, response) =>
        {
            response.ARN = json.Text("ARN");
            response.CreatedDate = json.Time("CreatedDate");
            response.Name = json.Text("Name");
            response.SecretBinary = json.Bytes("SecretBinary");
            response.SecretString = json.Text("SecretString");
            response.VersionId = json.Text("VersionId");
            response.VersionStages = json.Texts("VersionStages") ?? response.VersionStages;
        });
}
