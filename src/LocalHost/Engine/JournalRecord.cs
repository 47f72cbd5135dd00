using System.Text.Json;
using System.Text.Json.Serialization;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What is appended to the journal in one piece.</summary>
/// <param name="Seq">One higher than the record before.</param>
/// <param name="Safe">Number of the last record known to be on the disk when this one was written; tells a torn tail from damage.</param>
/// <param name="Changes">Happen together or not at all.</param>
internal sealed record JournalRecord(long Seq, long Safe, IReadOnlyList<Change> Changes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
