namespace AppleAnalytics.Lake;

/// <summary>An outcome that says what its step used of the lake.</summary>
public interface IUsesLake
{
    /// <summary>What the step used of the lake.</summary>
    LakeUsage Lake { get; }
}
