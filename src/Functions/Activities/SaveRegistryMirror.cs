using AppleAnalytics.Requests;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Writes the mirror of an app's registry; an older state never replaces a newer one.</summary>
public sealed class SaveRegistryMirror(RegistryMirror mirror)
{
    /// <summary>The activity.</summary>
    [Function(nameof(SaveRegistryMirror))]
    public async Task<SavedRegistry> RunAsync([ActivityTrigger] RegistryMirrorInput input, CancellationToken cancellationToken)
    {
        await mirror.SaveAsync(input.AppId, input.State, cancellationToken);
        return new(input.State.Version);
    }
}
