using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>
/// Curates one instance: reads its segments, types every field, sends each row to its date and encodes a Parquet file per date.
/// Touches no lake; the same segments always give the same bytes. One curator may serve any number of calls at once.
/// </summary>
public sealed class InstanceCurator
{
    readonly CurationLimits _limits;
    readonly ParquetWriterOptions _options;

    /// <summary>Makes a curator with the usual limits.</summary>
    public InstanceCurator()
        : this(CurationLimits.Default, ParquetWriterOptions.Default)
    {
    }

    internal InstanceCurator(CurationLimits limits, ParquetWriterOptions options)
    {
        _limits = limits;
        _options = options;
    }

    /// <summary>Curates one instance; the caller disposes the result.</summary>
    /// <exception cref="CurationException">A segment cannot be read; nothing of the instance is to be published.</exception>
    public async Task<CuratedInstance> RunAsync(CurationInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var schema = new CurationSchema(input.Table);
        var readers = new SegmentReader?[input.Segments.Count];
        try
        {
            var layouts = await BindHeadersAsync(input, schema, readers, cancellation);
            if (!layouts.Any(l => l is not null) || schema.Drift.MissingRequired.Count > 0)
            {
                // A header that was cut off lacks columns too, and then the file is to blame and not Apple's schema.
                await CheckEndsAsync(input, readers, cancellation);
                return Nothing(schema.Drift, layouts.Any(l => l is not null));
            }

            var workspace = CurationWorkspace.Rent(_options);
            using var curation = new InstanceCuration(input, schema, _limits, workspace);
            for (var i = 0; i < layouts.Length; i++)
            {
                using var reader = readers[i] ?? await OpenAsync(input, input.Segments[i], cancellation);
                readers[i] = null;
                if (layouts[i] is { } layout)
                {
                    curation.Read(reader, layout, input.Segments[i].Id, cancellation);
                }

                await CheckEndAsync(input, input.Segments[i], reader, cancellation);
            }

            var curated = curation.Finish();
            workspace.Return();
            return curated;
        }
        finally
        {
            foreach (var reader in readers)
            {
                reader?.Dispose();
            }
        }
    }

    internal static string Describe(CurationInput input) =>
        $"Instance {input.Vintage.InstanceId} of {input.Table.Name} of app {input.AppId}";

    static CuratedInstance Nothing(SchemaDrift drift, bool hasHeader) => new()
    {
        Dates = [],
        RowsIn = 0,
        RowsQuarantined = 0,
        Quarantine = default,
        RejectReasons = new Dictionary<string, long>(),
        Drift = hasHeader ? drift : SchemaDrift.None,
        ForeignAppIds = [],
        HasHeader = hasHeader,
    };

    /// <summary>
    /// Reads all header lines before the first row, because a column that only the last segment has is a column of every file.
    /// A single segment stays open; several are opened again, so that no more than one is open at a time.
    /// </summary>
    async Task<SegmentLayout?[]> BindHeadersAsync(
        CurationInput input, CurationSchema schema, SegmentReader?[] readers, CancellationToken cancellation)
    {
        var layouts = new SegmentLayout?[readers.Length];
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i] = await OpenAsync(input, input.Segments[i], cancellation);
            if (readers[i]!.Headers.Count > 0)
            {
                layouts[i] = schema.Bind(readers[i]!.Headers);
            }

            if (readers.Length > 1)
            {
                readers[i]!.Dispose();
                readers[i] = null;
            }
        }

        return layouts;
    }

    static string Describe(CurationInput input, SegmentSource segment) => $"Segment {segment.Id} of {input.Table.Name} of app {input.AppId}";

    static async Task CheckEndAsync(CurationInput input, SegmentSource segment, SegmentReader reader, CancellationToken cancellation)
    {
        var end = reader.ReadEnd();
        if (!end.IsPlain && !end.IsOfLastMember(await segment.OpenAsync(cancellation)))
        {
            throw new CurationException($"{Describe(input, segment)} is cut off after {end.Inflated:N0} bytes of text; land the segment again.");
        }
    }

    async Task CheckEndsAsync(CurationInput input, SegmentReader?[] readers, CancellationToken cancellation)
    {
        for (var i = 0; i < readers.Length; i++)
        {
            using var reader = readers[i] ?? await OpenAsync(input, input.Segments[i], cancellation);
            readers[i] = null;
            await CheckEndAsync(input, input.Segments[i], reader, cancellation);
        }
    }

    async Task<SegmentReader> OpenAsync(CurationInput input, SegmentSource segment, CancellationToken cancellation)
    {
        var compressed = await segment.OpenAsync(cancellation);
        try
        {
            return new SegmentReader(compressed, Describe(input, segment), _limits);
        }
        catch
        {
            await compressed.DisposeAsync();
            throw;
        }
    }
}
