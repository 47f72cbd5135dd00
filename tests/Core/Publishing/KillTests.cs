using AppleAnalytics.Curation;

namespace AppleAnalytics.Publishing;

public sealed class KillTests
{
    static readonly Delivery[] Deliveries =
    [
        new(19, "i19", (17, "US", 5), (18, "US", 7)),
        new(20, "i20", (18, "US", 8), (19, "US", 9), (20, "US", 1)),
        new(21, "header only"),
        new(21, "i21", (18, "DE", 3), (20, "US", 11), (19, "junk", 0)),
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task RunAsync_KilledAtAnyWriteAndRunAgain_LeavesTheLakeOfAnUndisturbedRun(bool afterTheWrite, bool inS3)
    {
        using var calm = new PublishingLake(inS3);
        foreach (var delivery in Deliveries)
        {
            await calm.DeliverAsync(delivery, thresholds: new() { MaxRejectedFraction = 1 });
        }

        var expected = await calm.BytesAsync();
        for (var victim = 0; victim < Deliveries.Length; victim++)
        {
            for (var (diesAt, killed) = (1, true); killed; diesAt++)
            {
                using var disturbed = new PublishingLake(inS3);
                killed = false;
                for (var i = 0; i < Deliveries.Length; i++)
                {
                    await disturbed.LandAsync(Deliveries[i]);
                    killed |= i == victim && await IsKilledAsync(disturbed, Deliveries[i], diesAt, afterTheWrite);
                    await disturbed.CurateAsync(Deliveries[i], thresholds: new() { MaxRejectedFraction = 1 });
                }

                Assert.Equal(expected, await disturbed.BytesAsync());
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_KilledWhileANewerInstanceGoesFirst_LosesNothing(bool afterTheWrite)
    {
        using var calm = new PublishingLake();
        await calm.DeliverAsync(Deliveries[0]);
        await calm.DeliverAsync(Deliveries[1]);
        var expected = await calm.BytesAsync("curated/", "state/manifests/", "state/unregistered/");
        for (var (diesAt, killed) = (1, true); killed; diesAt++)
        {
            using var disturbed = new PublishingLake();
            await disturbed.LandAsync(Deliveries[0]);
            killed = await IsKilledAsync(disturbed, Deliveries[0], diesAt, afterTheWrite);
            await disturbed.DeliverAsync(Deliveries[1]);
            await disturbed.CurateAsync(Deliveries[0]);

            Assert.Equal(expected, await disturbed.BytesAsync("curated/", "state/manifests/", "state/unregistered/"));
        }
    }

    static async Task<bool> IsKilledAsync(PublishingLake publishing, Delivery delivery, int diesAt, bool afterTheWrite)
    {
        try
        {
            await publishing.CurateAsync(delivery, new KillingStore(publishing.Store, diesAt, afterTheWrite), new() { MaxRejectedFraction = 1 });
            return false;
        }
        catch (KillingStore.KilledException)
        {
            return true;
        }
    }
}
