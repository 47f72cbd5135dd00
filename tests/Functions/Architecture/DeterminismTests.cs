using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppleAnalytics.Functions.Architecture;

/// <summary>Orchestrators are replayed from history: whatever they do besides calling their context must come out the same every time.</summary>
public sealed class DeterminismTests
{
    /// <summary>Members that differ from one replay to the next, or leave the orchestrator's thread.</summary>
    static readonly string[] Members =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Guid.CreateVersion7",
        "Random.Shared", "Stopwatch.StartNew", "Stopwatch.GetTimestamp", "Task.Run", "Task.Delay", "Task.Factory", "Task.Yield", "Thread.Sleep",
        "ThreadPool.QueueUserWorkItem", "Parallel.ForEach", "Parallel.ForEachAsync", "Parallel.ForAsync", "RandomNumberGenerator.GetBytes",
        "TimeProvider.System", "Console.WriteLine",
    ];

    /// <summary>Names that have no business in an orchestrator at all.</summary>
    static readonly string[] Names =
    [
        "ConfigureAwait", "CancelAsync", "GetAwaiter", "ContinueWith", "Environment", "IOptions", "IOptionsMonitor", "IConfiguration", "HttpClient", "File", "Directory",
        "Thread", "Stopwatch", "Random", "TimeProvider", "PeriodicTimer", "SemaphoreSlim", "Lock", "ConcurrentDictionary", "GetFunctionContext", "CallHttpAsync",
        "ObjectStore", "IServiceProvider", "DurableTaskClient",
    ];

    public static TheoryData<string> Orchestrators() =>
        [.. Repository.Sources("src", "Functions", "Orchestrations").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public void Orchestrator_UsesNothingThatAReplayWouldNotRepeat(string file) =>
        Assert.Empty(Violations(File.ReadAllText(Path.Combine(Repository.Root, "src", "Functions", "Orchestrations", file))));

    [Fact]
    public void Orchestrators_AllLiveInTheFolderThatIsRead()
    {
        var elsewhere = Repository.Sources("src", "Functions")
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Orchestrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("TaskOrchestrationContext", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData("var x = DateTime.UtcNow;")]
    [InlineData("var x = System.DateTimeOffset.UtcNow.AddDays(1);")]
    [InlineData("var x = Guid.NewGuid();")]
    [InlineData("await Task.Run(() => 1);")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("await context.CallActivityAsync(\"a\").ConfigureAwait(false);")]
    [InlineData("var x = new Random();")]
    [InlineData("var x = Environment.MachineName;")]
    [InlineData("await foreach (var x in y) { }")]
    [InlineData("foreach (var x in new HashSet<int>()) { }")]
    [InlineData("lock (x) { }")]
    [InlineData("await cancellation.CancelAsync();")]
    public void Reader_Violation_IsSeen(string statement) =>
        Assert.NotEmpty(Violations($"class C {{ async Task M(TaskOrchestrationContext context) {{ {statement} }} }}"));

    [Fact]
    public void Reader_ContextCalls_AreFine() =>
        Assert.Empty(Violations("class C { async Task M(TaskOrchestrationContext context) { var x = context.CurrentUtcDateTime; var y = context.NewGuid(); await Task.WhenAll(context.CallActivityAsync(\"a\")); await context.CreateTimer(x, default); } }"));

    /// <summary>What a source file does that a replay would not repeat.</summary>
    static List<string> Violations(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var found = new List<string>();
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case MemberAccessExpressionSyntax access when Members.Contains(Tail(access)):
                    found.Add(Tail(access));
                    break;
                case IdentifierNameSyntax name when Names.Contains(name.Identifier.Text):
                case GenericNameSyntax { Identifier.Text: var generic } when Names.Contains(generic) || generic == "HashSet":
                    found.Add(node.ToString());
                    break;
                case ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }:
                case LockStatementSyntax:
                    found.Add(node.Kind().ToString());
                    break;
            }
        }

        return found;
    }

    /// <summary>The last two names of a member access, such as <c>DateTime.UtcNow</c> of <c>System.DateTime.UtcNow</c>.</summary>
    static string Tail(MemberAccessExpressionSyntax access)
    {
        var left = access.Expression switch
        {
            MemberAccessExpressionSyntax inner => inner.Name.Identifier.Text,
            IdentifierNameSyntax name => name.Identifier.Text,
            _ => "",
        };
        return $"{left}.{access.Name.Identifier.Text}";
    }
}
