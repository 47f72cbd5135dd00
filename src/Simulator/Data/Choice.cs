using System.Text;

namespace AppleAnalytics.Simulator.Data;

/// <summary>A weighted choice among texts, made with eight bits.</summary>
internal sealed class Choice
{
    private readonly byte[] _slots = new byte[256];

    public Choice(params (string Text, int Weight)[] values)
    {
        Values = [.. values.Select(value => Encoding.UTF8.GetBytes(value.Text))];
        var total = values.Sum(value => value.Weight);
        var slot = 0;
        var sum = 0;
        for (var k = 0; k < values.Length; k++)
        {
            sum += values[k].Weight;
            for (; slot < 256 * sum / total; slot++)
            {
                _slots[slot] = (byte)k;
            }
        }
    }

    public byte[][] Values { get; }

    public int Index(ulong bits) => _slots[(int)(bits & 0xFF)];

    public byte[] Pick(ulong bits) => Values[_slots[(int)(bits & 0xFF)]];
}
