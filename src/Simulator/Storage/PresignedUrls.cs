using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Simulator.Data;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Storage;

/// <summary>Makes and checks download URLs that look and expire like presigned S3 ones.</summary>
internal sealed class PresignedUrls(ulong seed, TimeProvider clock)
{
    /// <summary>First part of every download path, the bucket.</summary>
    public const string Bucket = "asp-us-west-2";

    private const int LifeSeconds = 300;
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly byte[] _key = Encoding.ASCII.GetBytes(seed.ToString("x16", CultureInfo.InvariantCulture));

    public string Mint(string origin, Instance instance, int segment, string segmentId, bool isExpired = false)
    {
        var report = instance.Report.Name.ToUpperInvariant().Replace(' ', '_').Replace('-', '_');
        var date = Day.Format(Day.Of(instance.ProcessingDay)).Replace("-", "", StringComparison.Ordinal);
        var path = $"/{Bucket}/reports/{instance.App.IdText}/{report}/{Names.Of(instance.Granularity)}/{Names.Of(instance.Access)}/{date}/{segmentId}/"
            + $"{segment}.csv.gz";
        var time = clock.GetUtcNow().AddSeconds(isExpired ? -LifeSeconds : 0).ToString(TimeFormat, CultureInfo.InvariantCulture);
        var query = $"?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIASIMULATED%2F{time[..8]}%2Fus-west-2%2Fs3%2Faws4_request"
            + $"&X-Amz-Date={time}&X-Amz-Expires={LifeSeconds}&X-Amz-SignedHeaders=host&X-Amz-Signature={Sign(path, time)}";
        return origin + path + query;
    }

    /// <summary>Whether the URL carries our signature, and whether it is still good.</summary>
    public (bool Signed, bool Expired) Check(HttpRequest request)
    {
        var time = request.Query["X-Amz-Date"].ToString();
        var signature = request.Query["X-Amz-Signature"].ToString();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(request.Path.Value!, time)))
            || request.Query["X-Amz-Expires"] != LifeSeconds.ToString(CultureInfo.InvariantCulture)
            || !DateTimeOffset.TryParseExact(
                time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var minted))
        {
            return (false, false);
        }
        return (true, clock.GetUtcNow() >= minted.AddSeconds(LifeSeconds));
    }

    private string Sign(string path, string time) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path}\n{time}")));
}
