using System.Text.Json.Serialization;

namespace AppleAnalytics.Apple;

// The parts of Apple's JSON:API documents that are read, named as in the OpenAPI description of the App Store Connect API.
internal sealed record ListDocument<T>(IReadOnlyList<Resource<T>>? Data, DocumentLinks? Links);

internal sealed record SingleDocument<T>(Resource<T>? Data);

internal sealed record Resource<T>(string? Id, T? Attributes);

internal sealed record DocumentLinks(string? Next);

internal sealed record ErrorDocument(IReadOnlyList<AppleError>? Errors);

internal sealed record AppAttributes(string? Name, string? BundleId, string? Sku);

internal sealed record RequestAttributes(string? AccessType, bool? StoppedDueToInactivity);

internal sealed record ReportAttributes(string? Name, string? Category);

internal sealed record InstanceAttributes(string? Granularity, string? ProcessingDate);

internal sealed record SegmentAttributes(string? Checksum, long? SizeInBytes, string? Url);

internal sealed record ReviewDocument(IReadOnlyList<ReviewResource>? Data, IReadOnlyList<ResponseResource>? Included, DocumentLinks? Links, DocumentMeta? Meta);

internal sealed record DocumentMeta(PagingMeta? Paging);

internal sealed record PagingMeta(int? Total);

internal sealed record ReviewResource(string? Id, ReviewAttributes? Attributes, ReviewRelationships? Relationships);

internal sealed record ReviewAttributes(int? Rating, string? Title, string? Body, string? ReviewerNickname, string? CreatedDate, string? Territory);

internal sealed record ReviewRelationships(ResponseRelationship? Response);

internal sealed record ResponseRelationship(ResourceIdentifier? Data);

internal sealed record ResourceIdentifier(string? Type, string? Id);

internal sealed record ResponseResource(string? Type, string? Id, ResponseAttributes? Attributes);

internal sealed record ResponseAttributes(string? ResponseBody, string? LastModifiedDate, string? State);

internal sealed record CreateRequestDocument(CreateRequestData Data);

internal sealed record CreateRequestData(string Type, CreateRequestAttributes Attributes, CreateRequestRelationships Relationships);

internal sealed record CreateRequestAttributes(string AccessType);

internal sealed record CreateRequestRelationships(AppRelationship App);

internal sealed record AppRelationship(ResourceIdentifier Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListDocument<AppAttributes>))]
[JsonSerializable(typeof(ListDocument<RequestAttributes>))]
[JsonSerializable(typeof(SingleDocument<RequestAttributes>))]
[JsonSerializable(typeof(ListDocument<ReportAttributes>))]
[JsonSerializable(typeof(ListDocument<InstanceAttributes>))]
[JsonSerializable(typeof(ListDocument<SegmentAttributes>))]
[JsonSerializable(typeof(SingleDocument<SegmentAttributes>))]
[JsonSerializable(typeof(ReviewDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(CreateRequestDocument))]
internal sealed partial class JsonApi : JsonSerializerContext;
