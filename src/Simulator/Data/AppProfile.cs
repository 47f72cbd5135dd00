using System.Globalization;
using System.Text;

namespace AppleAnalytics.Simulator.Data;

/// <summary>What the generator needs to know of an app.</summary>
internal sealed class AppProfile(int index, SimulatorApp app, double weight, byte[][] versions, byte[][] contents, byte[][] contentIds)
{
    public int Index { get; } = index;

    public SimulatorApp App { get; } = app;

    public string IdText { get; } = app.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Size relative to the largest app, which is 1.</summary>
    public double Weight { get; } = weight;

    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(app.Name);

    public byte[] IdBytes { get; } = Encoding.ASCII.GetBytes(app.Id.ToString(CultureInfo.InvariantCulture));

    public byte[][] Versions { get; } = versions;

    public byte[][] Contents { get; } = contents;

    public byte[][] ContentIds { get; } = contentIds;

    /// <summary>Apple's documentation capitalises values differently from its files; some apps get the former.</summary>
    public bool DocumentationSpelling => Index % 4 == 3;
}
