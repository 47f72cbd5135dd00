using System.Net;
using System.Text.Json;
using Amazon.Athena.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Athena.Wire;

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
        string Member(string name) => ErrorMember(context.GetResponseBodyBytes(), name);
        return error.Code switch
        {
            nameof(InternalServerException) => new InternalServerException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            nameof(InvalidRequestException) => new InvalidRequestException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode)
            {
                AthenaErrorCode = Member("AthenaErrorCode"),
            },
            nameof(MetadataException) => new MetadataException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            nameof(TooManyRequestsException) => new TooManyRequestsException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode)
            {
                Reason = Member("Reason"),
            },
            _ => new AmazonAthenaException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
        };
    }

    static string ErrorMember(byte[] body, string name)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Text(name);
    }
}
