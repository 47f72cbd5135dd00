using System.Net;
using System.Text.Json;
using Amazon.SecretsManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.SecretsManager.Wire;

/// <summary>Reads an operation's answer, or the error in its place.</summary>
sealed class Answer<TResponse>(Action<JsonElement, TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var document = JsonDocument.Parse(context.Stream);
        var response = new TResponse();
        read(document.RootElement, response);
        return response;
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        return error.Code switch
        {
            "InternalServiceError" => new InternalServiceErrorException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            nameof(InvalidParameterException) => new InvalidParameterException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            nameof(InvalidRequestException) => new InvalidRequestException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            "DecryptionFailure" => new DecryptionFailureException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            _ => new AmazonSecretsManagerException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
        };
    }
}
