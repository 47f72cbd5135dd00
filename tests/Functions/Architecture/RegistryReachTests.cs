using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppleAnalytics.Functions.Architecture;

/// <summary>
/// No test reaches into the registry of report requests to fix it up: a test of the app reaches every state through Apple's answers,
/// and tests of the state machine itself make states by its operations alone.
/// </summary>
public sealed class RegistryReachTests
{
    /// <summary>What changes the registry, by name: only the state machine's own tests may use it.</summary>
    static readonly string[] Operations =
    [
        "ReportRequestRegistry", "ReserveRequest", "ConfirmRequest", "FailRequest", "RetireRequest", "DeliverRequest", "LookRequest", "RegistryQuestion",
    ];

    /// <summary>What may change an entity by its operation's name.</summary>
    static readonly string[] Messages = ["SignalEntityAsync", "CallEntityAsync"];

    /// <summary>Parts of a registry's state that nobody writes by hand.</summary>
    static readonly string[] Parts = ["Pending", "Problems", "LastSequence", "FirstDelivered", "Stopped", "Retired"];

    static readonly string[] AppTests = ["Functions", "LocalHost", "Interop"];

    [Fact]
    public void TestsOfTheApp_NeverUseTheRegistrysOperations() => Assert.Empty(AppTests.SelectMany(Files)
        .Where(f => Path.GetFileName(f) != $"{nameof(RegistryReachTests)}.cs")
        .SelectMany(f => Uses(File.ReadAllText(f)).Select(u => $"{Path.GetRelativePath(Repository.Root, f)}: {u}")));

    [Fact]
    public void Tests_NeverWriteAStateByHand() => Assert.Empty(new[] { "Core", "Functions", "LocalHost", "Interop" }.SelectMany(Files)
        .SelectMany(f => Writes(File.ReadAllText(f)).Select(w => $"{Path.GetRelativePath(Repository.Root, f)}: {w}")));

    [Theory]
    [InlineData("ReportRequestRegistry.Confirm(state, input);")]
    [InlineData("await client.Entities.SignalEntityAsync(ReportRequests.Of(42), \"Retire\", null);")]
    [InlineData("await mirror.SaveAsync(42, state);")]
    public void Reader_Operation_IsSeen(string statement) => Assert.NotEmpty(Uses(Method(statement)));

    [Theory]
    [InlineData("var x = state with { Pending = [] };")]
    [InlineData("var x = new ReportRequestState { Requests = [] };")]
    [InlineData("var x = new KnownRequest { RequestId = \"r\" };")]
    public void Reader_StateByHand_IsSeen(string statement) => Assert.NotEmpty(Writes(Method(statement)));

    [Fact]
    public void Reader_ReadingTheRegistry_IsFine()
    {
        var text = Method("var x = (await mirror.LoadAsync(app))!.Requests.Single(r => !r.Retired).RequestId; var y = new RunReport { Requests = x };");
        Assert.Empty(Uses(text));
        Assert.Empty(Writes(text));
    }

    static IEnumerable<string> Uses(string source)
    {
        List<string> names = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.Text).Distinct()];
        return names.Where(n => Operations.Contains(n) || n == "SaveAsync" || (Messages.Contains(n) && names.Contains("ReportRequests")));
    }

    static IEnumerable<string> Writes(string source)
    {
        foreach (var node in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "KnownRequest" } }:
                    yield return "new KnownRequest";
                    break;
                case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "ReportRequestState" }, Initializer.Expressions.Count: > 0 }:
                    yield return "new ReportRequestState { … }";
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: var part }, Parent: InitializerExpressionSyntax } when Parts.Contains(part):
                    yield return $"{part} = …";
                    break;
            }
        }
    }

    static IEnumerable<string> Files(string project) => Repository.Sources("tests", project);

    static string Method(string statement) => $"class C {{ async Task M() {{ {statement} }} }}";
}
