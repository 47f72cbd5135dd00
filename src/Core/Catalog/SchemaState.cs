namespace AppleAnalytics.Catalog;

/// <summary>How a table stands.</summary>
public enum SchemaState
{
    /// <summary>It is what it has to be.</summary>
    Agrees,

    /// <summary>It is not there; the next run makes it.</summary>
    Missing,

    /// <summary>It lacks something that the next run gives it.</summary>
    Behind,

    /// <summary>It is another table; a person has to drop or rename it.</summary>
    Other,
}
