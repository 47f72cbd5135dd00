namespace AppleAnalytics.Simulator.Data;

/// <summary>What an id names.</summary>
internal enum EntityKind
{
    Request = 1,
    Instance = 2,
    Segment = 3,
    Review = 4,
    ReviewResponse = 5,
}
