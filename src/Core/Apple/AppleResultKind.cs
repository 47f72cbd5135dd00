namespace AppleAnalytics.Apple;

/// <summary>How App Store Connect answered, as far as a caller must tell answers apart.</summary>
public enum AppleResultKind
{
    /// <summary>As asked.</summary>
    Ok,

    /// <summary>The rate limit is reached (429), or was a moment ago so that the call was not made.</summary>
    Deferred,

    /// <summary>The key was not accepted (401), also with a renewed token and corrected clock.</summary>
    Unauthorized,

    /// <summary>The key's role does not allow it (403).</summary>
    Forbidden,

    /// <summary>An agreement must be accepted first (403 <c>FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED</c>).</summary>
    AgreementMissing,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>There is one already (409).</summary>
    Conflict,

    /// <summary>Apple rejected the call for another reason (400, 405, 422, …).</summary>
    Rejected,

    /// <summary>The answer cannot be used: malformed, a paging loop, a link to a foreign host.</summary>
    Unusable,
}
