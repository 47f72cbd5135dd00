namespace AppleAnalytics.Lake;

/// <summary>Reads the pins of the lake; publishing obeys them and status shows them.</summary>
/// <param name="store">The lake.</param>
public sealed class Pins(ObjectStore store)
{
    /// <summary>Reads every pin, in order of its key.</summary>
    public async Task<PinSet> ReadAsync(CancellationToken cancellation = default)
    {
        var pins = new List<Pin>();
        await foreach (var found in store.ListAsync(LakeLayout.PinsRoot, cancellation))
        {
            if (await store.ReadJsonAsync<Pin>(found.Key, cancellation) is { } pin)
            {
                pins.Add(pin);
            }
        }

        return pins.Count == 0 ? PinSet.None : new(pins);
    }
}
