namespace AppleAnalytics.Lake;

/// <summary>Keeps the pins of the lake; publishing obeys them and status shows them. After a change, rebuild what it is about.</summary>
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
                pins.Add(pin with { Name = found.Key[LakeLayout.PinsRoot.Length..^".json".Length] });
            }
        }

        return pins.Count == 0 ? PinSet.None : new(pins);
    }

    /// <summary>Sets a pin; one of the same name gives way.</summary>
    /// <param name="name">The pin's name; letters, digits, dots, blanks, hyphens and underscores.</param>
    /// <param name="pin">The pin; does one thing.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name cannot be used, or the pin does not do exactly one thing.</exception>
    public Task AddAsync(string name, Pin pin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pin);
        object?[] kinds = [pin.AsOf, pin.ExcludedInstanceId, pin.ReplacingUntil];
        return kinds.Count(k => k is not null) != 1
            ? throw new ArgumentException("A pin holds dates at a processing date, excludes one delivery, or lets snapshots replace dates.", nameof(pin))
            : store.PutJsonAsync(Key(name), pin, cancellation);
    }

    /// <summary>Removes a pin.</summary>
    /// <returns>False when there is none of that name.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellation = default)
    {
        var key = Key(name);
        if (await store.HeadAsync(key, cancellation) is null)
        {
            return false;
        }

        await store.DeleteAsync(key, cancellation);
        return true;
    }

    static string Key(string name) => name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_')
        ? $"{LakeLayout.PinsRoot}{name}.json"
        : throw new ArgumentException($"'{name}' cannot name a pin; use up to 100 letters, digits, blanks, dots, hyphens and underscores.", nameof(name));
}
