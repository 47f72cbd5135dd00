using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>The name-based (version 5) GUIDs that <c>NewGuid</c> gives orchestrators; the same as the official worker's.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid s_namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:o}_{counter}");
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        s_namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
#pragma warning disable CA5350 // The hash only spreads names over the version 5 space, as RFC 4122 says; it protects nothing.
        var hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
