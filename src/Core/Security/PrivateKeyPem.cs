using System.Security.Cryptography;

namespace AppleAnalytics.Security;

/// <summary>Reads the private key of an App Store Connect API key.</summary>
internal static class PrivateKeyPem
{
    const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Imports a PKCS#8 PEM on curve P-256.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="setting">The setting it came from, for the message.</param>
    /// <exception cref="ConfigurationException">It is something else; the message never repeats any of it.</exception>
    public static ECDsa Import(string pem, string setting)
    {
        ECDsa? key = null;
        try
        {
            if (PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "PRIVATE KEY")
            {
                key = ECDsa.Create();
                key.ImportFromPem(pem);
                if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                {
                    var imported = key;
                    key = null;
                    return imported;
                }
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The reason may quote the key, so only the setting is named below.
        }
        finally
        {
            key?.Dispose();
        }

        throw new ConfigurationException(
            $"{setting} does not hold a P-256 private key in PKCS#8 form; set it to the .p8 file's content, which begins with -----BEGIN PRIVATE KEY-----.");
    }
}
