using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using AppleAnalytics.Interop.Tests.Debian;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>Ceph's S3 gateway in front of a store in memory: a second S3 that nobody here wrote.</summary>
public sealed class RadosGateway : S3Server
{
    static readonly DebianPackages Packages = new("system", ["radosgw", "ceph-mon", "ceph-osd", "ceph-common"], withDependencies: true);

    public override BasicAWSCredentials Owner { get; } = new("testaccess", "testsecret1234");

    private protected override async Task<ServerProcess> StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ServerProcess.StartAsync("radosgw.sh", Packages.Folder, FreePorts().ToString(CultureInfo.InvariantCulture));
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody took one of the ports meanwhile.
            }
        }
    }

    // Below the range the kernel gives away by itself, three in a row.
    static int FreePorts()
    {
        for (; ; )
        {
            var port = Random.Shared.Next(10_000, 30_000);
            if (Enumerable.Range(port, 3).All(IsFree))
            {
                return port;
            }
        }
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
