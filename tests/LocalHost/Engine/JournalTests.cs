using System.Text;
using AppleAnalytics.LocalHost.Engine;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class JournalTests
{
    private static OperationSent Sent(int number) =>
        new("@counter@a", new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), new OperationMessage(number, "add") { Input = $$"""{"text":"größer {{number}}"}""" });

    private static List<string> Read(string directory, bool flush = false)
    {
        List<string> read = [];
        using var journal = Journal.Open(directory, flush, change => read.Add(((OperationSent)change).Message.Input!));
        return read;
    }

    private static string Write(TempDirectory directory, int records, bool flush = false)
    {
        using var journal = Journal.Open(directory.Path, flush, _ => { });
        for (var i = 1; i <= records; i++)
        {
            journal.Append([Sent(i)]);
            journal.Flush();
        }

        return Path.Combine(directory.Path, Journal.FileName);
    }

    [Fact]
    public void Records_come_back_in_order_and_are_readable()
    {
        using var directory = new TempDirectory();
        var path = Write(directory, 3);
        Assert.Equal(3, Read(directory.Path).Count);
        var lines = File.ReadAllLines(path);
        Assert.Matches("^[0-9a-f]{8} \\{\"seq\":1,.*\"do\":\"operation\".*\"input\":\\{\"text\":\"größer 1\"\\}", lines[0]);
    }

    [Fact]
    public void A_last_record_torn_at_any_byte_is_dropped_and_the_journal_goes_on()
    {
        using var directory = new TempDirectory();
        var path = Write(directory, 3);
        var whole = File.ReadAllBytes(path);
        var start = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var length = start; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(2, Read(directory.Path).Count);
            Assert.Equal(start, new FileInfo(path).Length);
        }

        using (var journal = Journal.Open(directory.Path, false, _ => { }))
        {
            journal.Append([Sent(9)]);
        }

        Assert.EndsWith("9\"}", Read(directory.Path)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_record_with_any_byte_changed_is_dropped()
    {
        using var directory = new TempDirectory();
        var path = Write(directory, 2);
        var whole = File.ReadAllBytes(path);
        var start = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var i = start; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Single(Read(directory.Path));
        }
    }

    [Fact]
    public void Damage_in_front_of_records_that_were_on_the_disk_is_reported()
    {
        using var directory = new TempDirectory();
        var path = Write(directory, 4, flush: true);
        var lines = File.ReadAllLines(path);
        lines[1] = lines[1].Replace("größer", "kleiner", StringComparison.Ordinal);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        var error = Assert.Throws<InvalidDataException>(() => Read(directory.Path, flush: true));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the state directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_that_never_reached_the_disk_is_dropped_as_a_whole()
    {
        using var directory = new TempDirectory();
        string path;
        using (var journal = Journal.Open(directory.Path, true, _ => { }))
        {
            journal.Append([Sent(1)]);
            journal.Flush();
            journal.Append([Sent(2)]);
            journal.Append([Sent(3)]);
            path = Path.Combine(directory.Path, Journal.FileName);
        }

        // Power failed before the flush: the disk has the last record's sector, not the one before.
        var lines = File.ReadAllLines(path);
        lines[1] = new string('\0', Encoding.UTF8.GetByteCount(lines[1]));
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        Assert.Single(Read(directory.Path, flush: true));
    }

    [Fact]
    public void Compacting_keeps_the_state_and_goes_on_with_the_numbers()
    {
        using var directory = new TempDirectory();
        using (var journal = Journal.Open(directory.Path, true, _ => { }))
        {
            for (var i = 1; i <= 100; i++)
            {
                journal.Append([Sent(i)]);
            }

            var before = journal.Length;
            journal.Compact([Sent(99), Sent(100)]);
            Assert.True(journal.Length < before / 10);
            journal.Append([Sent(101)]);
        }

        Assert.Equal(["""{"text":"größer 99"}""", """{"text":"größer 100"}""", """{"text":"größer 101"}"""], Read(directory.Path));
    }

    [Fact]
    public void Dropping_old_histories_keeps_everything_else()
    {
        var state = new EngineState();
        var at = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
        foreach (var (id, day) in new[] { ("old", 0), ("new", 5) })
        {
            state.Apply(new InstanceCreated(id, "F", "x", day + 1, at.AddDays(day)) { Input = "1" });
            state.Apply(new Turned(id, at.AddDays(day), [day + 1], []) { Ended = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed, Output = "2" });
        }

        state.DropHistories(at.AddDays(1));
        Assert.Equal((0, "1", "2"), (state.Instances["old"].History.Count, state.Instances["old"].Input, state.Instances["old"].Output));
        Assert.Equal(3, state.Instances["new"].History.Count);
    }

    [Fact]
    public void A_half_written_compaction_is_ignored()
    {
        using var directory = new TempDirectory();
        var path = Write(directory, 2);
        File.WriteAllText(path + ".new", "half");
        Assert.Equal(2, Read(directory.Path).Count);
        Assert.False(File.Exists(path + ".new"));
    }

    [Fact]
    public void Payloads_with_line_breaks_stay_on_one_line()
    {
        using var directory = new TempDirectory();
        using (var journal = Journal.Open(directory.Path, false, _ => { }))
        {
            journal.Append([Sent(1) with { Message = new OperationMessage(1, "add") { Input = "{\r\n  \"a\": 1\n}" } }]);
        }

        Assert.Equal(["""{"a":1}"""], Read(directory.Path));
    }

    [Fact]
    public void A_second_host_is_kept_out_of_the_directory()
    {
        using var directory = new TempDirectory();
        using var first = StateDirectoryLock.Take(directory.Path);
        var error = Assert.Throws<InvalidOperationException>(() => StateDirectoryLock.Take(directory.Path));
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }
}
