using AppleAnalytics.Requests;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Reads the mirror of an app's registry, which seeds an empty entity.</summary>
public sealed class LoadRegistryMirror(RegistryMirror mirror)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LoadRegistryMirror))]
    public async Task<LoadedRegistry> RunAsync([ActivityTrigger] RegistryKey key, CancellationToken cancellationToken) =>
        new(await mirror.LoadAsync(key.AppId, cancellationToken));
}
