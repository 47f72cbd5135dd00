using AppleAnalytics.Catalog;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Quality;
using AppleAnalytics.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>What verbs need that change the lake without Apple: they work beside a running host and without a key.</summary>
internal static class LakeWork
{
    /// <summary>Opens the lake of the settings.</summary>
    /// <exception cref="UserMistakeException">There is no lake yet.</exception>
    public static ServiceProvider Open(CommandContext context)
    {
        var settings = LocalSettings.Load(context.WorkingDirectory);
        var options = LakeOptions.From(settings);
        return options.IsS3 || Directory.Exists(options.Root)
            ? new ServiceCollection().AddLogging().AddLake(settings).AddCatalog(settings).AddQuality(settings).AddCuration(settings).AddReviews(settings).BuildServiceProvider()
            : throw new UserMistakeException($"There is no lake at {options.Root} yet; fill it with `demo` or `run`, or set Lake__Root to where it is.");
    }
}
