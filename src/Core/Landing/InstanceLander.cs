using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Landing;

/// <summary>
/// Brings one instance into the lake: every segment byte for byte as Apple sent it, streamed and verified, and the instance
/// record last, whose presence says that the instance is complete. What is in the lake already is not downloaded again; running
/// twice or at once gives the same bytes.
/// </summary>
public sealed class InstanceLander(AppStoreConnectClient client, SegmentLander segments, ObjectStore store, ILogger<InstanceLander> logger)
{
    const int ParallelSegments = 4;

    /// <summary>Lands the instance.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now; what landed so far stays.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be reached now.</exception>
    public async Task<LandOutcome> RunAsync(InstanceReference input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var trace = StepTrace.Begin("land", logger, input.RunId, input.AppId, input.Table, input.InstanceId);
        var meter = new ApiUsageMeter();
        var outcome = await LandAsync(input, meter, cancellation) with { Usage = meter.Total };
        if (outcome.State != LandState.AlreadyThere)
        {
            Signals.BytesLanded(input.Table, outcome.Bytes);
        }

        trace.Ended($"{outcome.State}");
        LandingLog.Landed(logger, input.RunId, input.AppId, input.Table, input.InstanceId, input.ProcessingDate, outcome.State, outcome.Segments, outcome.Bytes);
        return outcome;
    }

    async Task<LandOutcome> LandAsync(InstanceReference input, ApiUsageMeter meter, CancellationToken cancellation)
    {
        if (!SegmentLander.IsName(input.InstanceId))
        {
            return Failed($"Apple's instance id '{input.InstanceId}' of app {input.AppId} cannot be part of a key in the lake.");
        }

        var key = LakeLayout.InstanceRecord(input.Table, input.ProcessingDate, input.AppId, input.InstanceId);
        var present = await store.ReadJsonAsync<InstanceRecord>(key, cancellation);
        if (present is not null && present.Content != InstanceContent.NoSegments)
        {
            // Without segments is looked at again: they may have come since.
            return Outcome(present, present.Content == InstanceContent.Rows ? LandState.AlreadyThere : LandState.HeaderOnly);
        }

        var listed = await client.ListSegmentsAsync(input.InstanceId, meter, cancellation);
        if (!listed.IsOk)
        {
            return Failure(listed.Kind, listed.DeferredUntil, listed.Message);
        }

        var landings = new SegmentLanding[listed.Required.Count];
        await Parallel.ForAsync(
            0,
            landings.Length,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelSegments, CancellationToken = cancellation },
            async (index, inner) => landings[index] = await segments.RunAsync(input, listed.Required[index], meter, inner));
        if (landings.Where(l => l.Record is null).MinBy(l => l.FailureKind == AppleResultKind.Deferred ? 1 : 0) is { } failure)
        {
            return Failure(failure.FailureKind, failure.DeferredUntil, failure.Message);
        }

        var table = ReportCatalogue.Get(input.Table);
        var record = new InstanceRecord
        {
            Table = input.Table,
            Report = table.Report,
            AppId = input.AppId,
            RequestId = input.RequestId,
            AccessType = input.AccessType,
            RequestSequence = input.RequestSequence,
            Granularity = table.Granularity,
            ProcessingDate = input.ProcessingDate,
            InstanceId = input.InstanceId,
            Content = landings.Length == 0 ? InstanceContent.NoSegments : landings.Any(l => l.HasRows) ? InstanceContent.Rows : InstanceContent.HeaderOnly,
            Segments = [.. landings.Select(l => l.Record!).OrderBy(s => s.Id, StringComparer.Ordinal)],
        };

        // The marker goes first: after a kill in between it waits for the replay, while a delivery without it would never be registered.
        if (record.Content == InstanceContent.Rows)
        {
            await store.PutAsync(
                LakeLayout.UnregisteredRaw(input.Table, input.ProcessingDate, input.AppId, input.InstanceId), ReadOnlyMemory<byte>.Empty, PutOptions.Always, cancellation);
        }

        // Another run may have written the record meanwhile; one with segments stays.
        var written = await store.UpdateJsonAsync<InstanceRecord>(
            key, there => there is not null && there.Content != InstanceContent.NoSegments ? there : record, cancellation);
        return Outcome(written, written.Content switch
        {
            InstanceContent.Rows => LandState.Landed,
            InstanceContent.HeaderOnly => LandState.HeaderOnly,
            _ => LandState.NoSegments,
        });
    }

    static LandOutcome Outcome(InstanceRecord record, LandState state) =>
        new() { State = state, Segments = record.Segments.Count, Bytes = record.Segments.Sum(s => s.Bytes) };

    static LandOutcome Failure(AppleResultKind kind, DateTimeOffset? until, string message) =>
        kind == AppleResultKind.Deferred ? new() { State = LandState.Deferred, DeferredUntil = until, Message = message } : Failed(message);

    static LandOutcome Failed(string message) => new() { State = LandState.Failed, Message = message };
}
