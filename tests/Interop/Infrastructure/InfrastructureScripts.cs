using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>The checkers of <c>infra/</c>, each a node process that answers as often as it is asked.</summary>
public sealed class InfrastructureScripts : IAsyncLifetime
{
    ScriptProcess? _bicep;
    ScriptProcess? _cloudFormation;

    /// <summary>What is wrong with infra/bicep, after an edit in memory.</summary>
    public async Task<string[]> CheckBicepAsync(params object[] edits)
    {
        _bicep ??= ScriptProcess.Node(NodePackages.Infrastructure.Script("bicep-check.mjs"));
        var answer = await _bicep.AskAsync(new { folder = Folder("bicep"), edits });
        Assert.Contains("main.bicep", Texts(answer["files"]!));
        return Texts(answer["findings"]!);
    }

    /// <summary>What is wrong with a CloudFormation template.</summary>
    public async Task<string[]> CheckStackAsync(object template)
    {
        _cloudFormation ??= ScriptProcess.Node(NodePackages.Infrastructure.Script("cloudformation-check.mjs"));
        return Texts((await _cloudFormation.AskAsync(new { template }))["findings"]!);
    }

    public static string Folder(string name) => Path.Combine(NodePackages.RepositoryRoot, "infra", name);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var script in new[] { _bicep, _cloudFormation }.OfType<ScriptProcess>())
        {
            await script.DisposeAsync();
        }
    }

    static string[] Texts(System.Text.Json.Nodes.JsonNode list) => [.. list.AsArray().Select(t => t!.ToString())];
}
