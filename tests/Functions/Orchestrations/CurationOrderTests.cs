using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Orchestrations;

public sealed class CurationOrderTests
{
    [Fact]
    public async Task Run_NewestDeliveryTakesASecondAttempt_IsAuditedAgainstTheSameAsAtTheFirst()
    {
        var (undisturbed, _) = await RunAsync(_ => false);

        var (disturbed, failures) = await RunAsync(key => key.StartsWith("quality/downloads/dt=2026-11-20/", StringComparison.Ordinal));

        Assert.Equal(1, failures);
        Assert.Equal(undisturbed, disturbed);
    }

    static async Task<(SortedDictionary<string, string> Bytes, int Failures)> RunAsync(Predicate<string> fails)
    {
        FaultyStore? store = null;
        await using var pipeline = await Pipeline.StartWithAsync(
            services => services.AddSingleton<ObjectStore>(p => store = new(LakeStores.OpenFolder(p.GetRequiredService<LakeOptions>()), fails)),
            new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 5 },
            false,
            ("Reports:Tables", "downloads"));
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        return (pipeline.Bytes("curated", "quality"), store!.Failures);
    }
}
