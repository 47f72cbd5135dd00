namespace AppleAnalytics.Simulator;

/// <summary>Role of an App Store Connect API key.</summary>
public enum SimulatorRole
{
    /// <summary>May do everything, and alone may create or delete report requests.</summary>
    Admin,

    /// <summary>May list and download analytics reports; sees no customer reviews.</summary>
    SalesAndReports,

    /// <summary>May list and download analytics reports; sees no customer reviews.</summary>
    Finance,

    /// <summary>Sees apps and customer reviews only.</summary>
    CustomerSupport,

    /// <summary>Sees apps and customer reviews only.</summary>
    Developer,
}
