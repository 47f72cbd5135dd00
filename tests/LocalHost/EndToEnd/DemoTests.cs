using System.Text.Json;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>The demo as a newcomer runs it: a process, no settings, an empty directory.</summary>
public sealed class DemoTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Demo_NoConfiguration_FillsTheLakeAndASecondTimeChangesNothing()
    {
        var (exitCode, output, error) = await LocalHostProcess.RunAsync(_directory.Path, null, "demo", "--apps", "3");

        Assert.True(exitCode == 0, output + error);
        Assert.Empty(error);
        Assert.Contains("all equal in rows, delivery and sums", output, StringComparison.Ordinal);
        Assert.Contains("Waiting for Apple's first data", output, StringComparison.Ordinal);
        Assert.Contains("SELECT territory, SUM(proceeds_usd)", output, StringComparison.Ordinal);
        foreach (var folder in new[] { "raw", "curated", "quality", "runs", "state" })
        {
            Assert.True(Directory.Exists(_directory[$"lake/{folder}"]), $"no {folder}/");
        }

        var firstTime = Directory.GetFiles(_directory["lake/runs"], "run-*.json");
        Assert.Equal(2, firstTime.Length);
        var raw = TemporaryDirectory.Hashes(_directory["lake/raw"]);
        var curated = TemporaryDirectory.Hashes(_directory["lake/curated"]);
        var quality = TemporaryDirectory.Hashes(_directory["lake/quality"]);
        var requests = await File.ReadAllTextAsync(_directory[".durable/simulator.json"]);

        (exitCode, output, error) = await LocalHostProcess.RunAsync(_directory.Path, null, "demo", "--apps", "3");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(raw, TemporaryDirectory.Hashes(_directory["lake/raw"]));
        Assert.Equal(curated, TemporaryDirectory.Hashes(_directory["lake/curated"]));
        Assert.Equal(quality, TemporaryDirectory.Hashes(_directory["lake/quality"]));
        Assert.Equal(requests, await File.ReadAllTextAsync(_directory[".durable/simulator.json"]));
        var secondTime = Directory.GetFiles(_directory["lake/runs"], "run-*.json").Except(firstTime).ToList();
        Assert.Equal(2, secondTime.Count);
        foreach (var file in secondTime)
        {
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
            Assert.Equal(0, report.RootElement.GetProperty("api").GetProperty("downloads").GetInt32());
            Assert.Equal(0, report.RootElement.GetProperty("requests").GetProperty("created").GetInt32());
        }
    }

    [Fact]
    public async Task Demo_KilledInTheMiddle_FinishesWithTheSameLakeAsOneThatWasNot()
    {
        using var undisturbed = new TemporaryDirectory();
        var whole = await InProcess.RunAsync(undisturbed.Path, "demo", "--apps", "3", "--days", "1");
        Assert.True(whole.ExitCode == 0, whole.Output + whole.Error);

        await using (var killed = LocalHostProcess.Start(_directory.Path, null, "demo", "--apps", "3", "--days", "1"))
        {
            await killed.WaitForLineAsync("of 3 apps");
            await killed.KillAsync();
        }

        var (exitCode, output, error) = await LocalHostProcess.RunAsync(_directory.Path, null, "demo");

        Assert.True(exitCode == 0, output + error);
        Assert.Single(Directory.GetFiles(_directory["lake/runs"], "run-*.json"));
        Assert.Equal(TemporaryDirectory.Hashes(undisturbed["lake/curated"]), TemporaryDirectory.Hashes(_directory["lake/curated"]));

        // Pages of reviews hold the address of the simulator that sent them, and each process has another one.
        foreach (var table in new[] { "downloads", "engagement", "sessions", "installs", "purchases" })
        {
            Assert.Equal(TemporaryDirectory.Hashes(undisturbed[$"lake/raw/{table}"]), TemporaryDirectory.Hashes(_directory[$"lake/raw/{table}"]));
        }
    }

    [Fact]
    public async Task Demo_OtherAccountOnTheSameLake_IsRefusedInOneSentence()
    {
        Directory.CreateDirectory(_directory["lake/curated"]);

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "demo");

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
