using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Tests.Data;

public sealed class EntityIdTests
{
    [Fact]
    public void Id_ReadsBackUnderItsSeedOnly()
    {
        var id = new EntityId(EntityKind.Segment, 4000, 1, 255, 133, 2, 65000, 200, 60);
        var text = id.ToText(7);

        Assert.True(EntityId.TryParse(text, 7, out var read));
        Assert.Equal(id, read);
        Assert.False(EntityId.TryParse(text, 8, out _));
        Assert.False(EntityId.TryParse(text.ToUpperInvariant(), 7, out _));
        Assert.False(EntityId.TryParse("d48c69c5-9bcb-4592-abbd-08a9411b0231", 7, out _));
        Assert.False(EntityId.TryParse("nothing", 7, out _));
    }

    [Fact]
    public void Unmix_UndoesMix()
    {
        for (var value = 1UL; value != 0; value <<= 1)
        {
            Assert.Equal(value, Hash.Unmix(Hash.Mix(value)));
        }
    }
}
