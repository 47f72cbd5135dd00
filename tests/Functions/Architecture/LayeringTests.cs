using System.Reflection;
using AppleAnalytics.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Architecture;

public sealed class LayeringTests
{
    [Theory]
    [InlineData("Core")]
    [InlineData("Functions")]
    public void Source_NeverMentionsPolyfillsOrLocalHost(string project)
    {
        string[] words = ["polyfill", "localhost", "local host", "simulator"];
        var mentions = Repository.Sources("src", project)
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: f, Line: i + 1, Text: line)))
            .Where(l => words.Any(w => l.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .Select(l => $"{Path.GetRelativePath(Repository.Root, l.File)}:{l.Line}: {l.Text.Trim()}");
        Assert.Empty(mentions);
    }

    [Fact]
    public void Core_ReferencesNothingOfFunctions()
    {
        var references = typeof(ConfigurationException).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(references, n =>
            n.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || n.StartsWith("AppleAnalytics", StringComparison.Ordinal));
    }

    [Fact]
    public void Activities_AreThin()
    {
        var thick = Repository.Sources("src", "Functions", "Activities").Where(f => File.ReadLines(f).Count() > 30).Select(Path.GetFileName);
        Assert.Empty(thick);
    }

    [Fact]
    public void Activities_ReturnRecords()
    {
        var wrong = Functions()
            .Where(f => f.GetParameters().Any(p => p.IsDefined(typeof(ActivityTriggerAttribute))))
            .Select(f => (f.DeclaringType!.Name, Result: f.ReturnType.IsGenericType ? f.ReturnType.GetGenericArguments()[0] : f.ReturnType))
            .Where(f => f.Result.GetMethod("<Clone>$") is null)
            .Select(f => $"{f.Name} returns {f.Result}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Functions_HaveUniqueNames()
    {
        var names = Functions().Select(f => f.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Routes_OnlyHealthIsAnonymous()
    {
        var open = Functions()
            .SelectMany(f => f.GetParameters().Select(p => (f.DeclaringType!.Name, Trigger: p.GetCustomAttribute<HttpTriggerAttribute>())))
            .Where(f => f.Trigger is { AuthLevel: AuthorizationLevel.Anonymous })
            .Select(f => f.Name);
        Assert.Equal(["Health"], open);
    }

    static IEnumerable<MethodInfo> Functions() => typeof(AppRun).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(m => m.IsDefined(typeof(FunctionAttribute)));
}
