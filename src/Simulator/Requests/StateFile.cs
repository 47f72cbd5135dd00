using System.Text.Json;
using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Requests;

/// <summary>The report requests on disk, so that a second process finds what a first one created.</summary>
internal sealed class StateFile(string path, long seed, int apps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What is saved, or null when there is no file yet.</summary>
    public (int FirstDay, List<ReportRequest> Requests)? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }
        Content content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("it is empty");
        }
        catch (JsonException unreadable)
        {
            throw new InvalidOperationException(
                $"The simulator's state file {path} cannot be read ({unreadable.Message}); delete it to start with a fresh account.", unreadable);
        }
        if (content.Seed != seed || content.Apps != apps)
        {
            throw new InvalidOperationException(
                $"The simulator's state file {path} belongs to seed {content.Seed} with {content.Apps} apps, not to seed {seed} with {apps}; "
                + "use the same values, another file, or delete it.");
        }
        return (Day.Number(content.FirstDay), [.. content.Requests.Select(saved => new ReportRequest(
            saved.App, saved.Access, saved.Generation, Day.Number(saved.Created),
            saved.Stopped is { } stopped ? Day.Number(stopped) : null, saved.Deleted))]);
    }

    /// <summary>Replaces the file in one step.</summary>
    public void Write(int firstDay, List<ReportRequest> requests)
    {
        var content = new Content(seed, apps, Day.Of(firstDay), [.. requests.Select(request => new Saved(
            request.App, request.Access, request.Generation, Day.Of(request.Created),
            request.Stopped is { } stopped ? Day.Of(stopped) : null, request.Deleted))]);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var draft = $"{full}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(content, Json));
        File.Move(draft, full, overwrite: true);
    }

    private sealed record Content(long Seed, int Apps, DateOnly FirstDay, List<Saved> Requests);

    private sealed record Saved(int App, ReportAccess Access, int Generation, DateOnly Created, DateOnly? Stopped, bool Deleted);
}
