using System.Text.Json;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

public sealed class ReportRequestRegistryTests
{
    static readonly DateTime Now = new(2026, 11, 20, 9, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Reserve_Nothing_MayCreate_AndTheSameHolderGetsTheSameAnswer()
    {
        var (state, first) = Reserve(new(), "run-1", Now);
        var (again, second) = Reserve(state, "run-1", Now.AddMinutes(3));

        Assert.Equal(new() { Kind = ReservationKind.Create, Until = Now + ReportRequestRegistry.ReservationLifetime }, first);
        Assert.Equal(first, second);
        Assert.Same(state, again);
    }

    [Fact]
    public void Reserve_HeldByAnother_WaitsAndCountsThePreventedDuplicate()
    {
        var (state, first) = Reserve(new(), "run-1", Now);
        var (waiting, answer) = Reserve(state, "run-2", Now.AddMinutes(1));

        Assert.Equal(new() { Kind = ReservationKind.WaitUntil, Until = first.Until }, answer);
        Assert.Equal(1, waiting.Counters.DuplicatesPrevented);
    }

    [Fact]
    public void Reserve_HolderNeverCameBack_PassesToTheNextAfterItLapsed()
    {
        var (state, first) = Reserve(new(), "run-1", Now);
        var (next, answer) = Reserve(state, "run-2", first.Until!.Value);

        Assert.Equal(ReservationKind.Create, answer.Kind);
        Assert.Equal("run-2", Assert.Single(next.Pending).Holder);
    }

    [Fact]
    public void Reserve_AccessTypes_DoNotShareAReservation()
    {
        var (state, _) = Reserve(new(), "run-1", Now);
        var (_, snapshot) = ReportRequestRegistry.Reserve(state, new("run-2", AccessType.OneTimeSnapshot, Now));

        Assert.Equal(ReservationKind.Create, snapshot.Kind);
    }

    [Fact]
    public void Confirm_EndsTheReservation_AndEveryoneGetsTheRequest()
    {
        var (state, _) = Reserve(new(), "run-1", Now);
        (state, var known) = Confirm(state, "run-1", "r-1", EnsureRequestState.Created);
        var (same, answer) = Reserve(state, "run-2", Now);

        Assert.Equal(1, known.Sequence);
        Assert.Equal(new() { Kind = ReservationKind.Existing, RequestId = "r-1", RequestSequence = 1 }, answer);
        Assert.Same(state, same);
        Assert.Empty(state.Pending);
        Assert.Equal(1, state.Counters.Created);
    }

    [Fact]
    public void Recheck_OneMayLook_TheOthersGoOnUsingTheRequest()
    {
        var (state, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Created);
        var (checking, first) = ReportRequestRegistry.Recheck(state, new("run-2", AccessType.Ongoing, Now));
        var (_, again) = ReportRequestRegistry.Recheck(checking, new("run-2", AccessType.Ongoing, Now.AddMinutes(1)));
        var (_, other) = ReportRequestRegistry.Recheck(checking, new("run-3", AccessType.Ongoing, Now.AddMinutes(1)));
        var (_, reserving) = Reserve(checking, "run-4", Now.AddMinutes(1));
        (checking, _) = ReportRequestRegistry.Confirm(checking, new("run-2", AccessType.Ongoing, "r-1", EnsureRequestState.Existing, false, Now));

        Assert.Equal((ReservationKind.Create, "r-1"), (first.Kind, first.RequestId));
        Assert.Equal(first, again);
        Assert.Equal((ReservationKind.Existing, "r-1", 1), (other.Kind, other.RequestId, other.RequestSequence));
        Assert.Equal((ReservationKind.Existing, "r-1"), (reserving.Kind, reserving.RequestId));
        Assert.Empty(checking.Pending);
        Assert.Equal(0, checking.Counters.DuplicatesPrevented);
    }

    [Fact]
    public void Recheck_NothingKnown_ReservesLikeAnybody()
    {
        var (state, answer) = ReportRequestRegistry.Recheck(new(), new("run-1", AccessType.Ongoing, Now));

        Assert.Equal(ReservationKind.Create, answer.Kind);
        Assert.Equal(ReservationKind.WaitUntil, Reserve(state, "run-2", Now).Answer.Kind);
    }

    [Fact]
    public void Recheck_LookFails_TheRequestStaysInUse()
    {
        var (state, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Created);
        (state, _) = ReportRequestRegistry.Recheck(state, new("run-2", AccessType.Ongoing, Now));
        state = ReportRequestRegistry.Fail(state, new("run-2", AccessType.Ongoing, EnsureRequestState.Refused, "No.", Now));

        Assert.Equal("r-1", ReportRequestRegistry.Active(state, AccessType.Ongoing)?.RequestId);
        Assert.Equal(RequestStanding.Refused, ReportRequestRegistry.Standing(state, AccessType.Ongoing, Now));
        Assert.Equal(RequestStanding.Active, ReportRequestRegistry.Standing(ReportRequestRegistry.Deliver(state, new("r-1", Now)), AccessType.Ongoing, Now));
    }

    [Fact]
    public void Reserve_AfterAGhost_NobodyCreatesForMostOfADay()
    {
        var (state, _) = Reserve(new(), "run-1", Now);
        state = ReportRequestRegistry.Fail(state, new("run-1", AccessType.Ongoing, EnsureRequestState.Ghost, "Boo.", Now));
        var (_, soon) = Reserve(state, "run-2", Now.AddHours(1));
        var (_, tomorrow) = Reserve(state, "run-3", Now.AddDays(1));

        Assert.Equal((ReservationKind.Blocked, Now + ReportRequestRegistry.GhostHold), (soon.Kind, soon.Until));
        Assert.Equal(ReservationKind.Create, tomorrow.Kind);
        Assert.Equal(ReservationKind.Create, ReportRequestRegistry.Reserve(state, new("run-2", AccessType.OneTimeSnapshot, Now)).Answer.Kind);
    }

    [Fact]
    public void Standing_GoesThroughEveryState()
    {
        RequestStanding Of(ReportRequestState registry) => ReportRequestRegistry.Standing(registry, AccessType.Ongoing, Now);
        ReportRequestState Failed(EnsureRequestState how) => ReportRequestRegistry.Fail(new(), new("run-1", AccessType.Ongoing, how, "No.", Now));
        var creating = Reserve(new(), "run-1", Now).State;
        var existing = Confirm(creating, "run-1", "r-1", EnsureRequestState.Adopted).State;
        var active = ReportRequestRegistry.Deliver(existing, new("r-1", Now));
        var stopped = Confirm(active, "run-2", "r-1", EnsureRequestState.Stopped).State;
        var recreated = Confirm(stopped, "run-2", "r-2", EnsureRequestState.Recreated).State;

        Assert.Equal(
            [RequestStanding.None, RequestStanding.Creating, RequestStanding.Existing, RequestStanding.Active, RequestStanding.Stopped, RequestStanding.Existing],
            new[] { new(), creating, existing, active, stopped, recreated }.Select(Of));
        Assert.Equal(
            [RequestStanding.Ghost, RequestStanding.Refused, RequestStanding.AgreementMissing, RequestStanding.None],
            new[] { EnsureRequestState.Ghost, EnsureRequestState.Refused, EnsureRequestState.AgreementMissing, EnsureRequestState.Deferred }.Select(h => Of(Failed(h))));
        Assert.Equal(RequestStanding.None, ReportRequestRegistry.Standing(creating, AccessType.Ongoing, Now + ReportRequestRegistry.ReservationLifetime));
    }

    [Fact]
    public void Reserve_SnapshotToRenew_MayBeCreatedAgainAMonthLater()
    {
        var (state, _) = Confirm(new(), "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);
        Reservation Renew(DateTime now) => ReportRequestRegistry.Reserve(state, new("run-2", AccessType.OneTimeSnapshot, now, Renew: true)).Answer;

        Assert.Equal(ReservationKind.Existing, Renew(Now.AddDays(29)).Kind);
        Assert.Equal((ReservationKind.Create, "s-1"), (Renew(Now.AddMonths(1)).Kind, Renew(Now.AddMonths(1)).RequestId));
    }

    [Fact]
    public void Deliver_IsNotedOnce()
    {
        var (state, _) = Confirm(new(), "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);
        var delivered = ReportRequestRegistry.Deliver(state, new("s-1", Now));

        Assert.Equal(Now, delivered.Requests[0].FirstDelivered);
        Assert.Same(delivered, ReportRequestRegistry.Deliver(delivered, new("s-1", Now.AddDays(9))));
        Assert.Same(delivered, ReportRequestRegistry.Deliver(delivered, new("other", Now)));
    }

    [Fact]
    public void Look_TablesAreReadOneByOne_AndALaterOneOpensItAgain()
    {
        var (state, _) = Confirm(new(), "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);
        KnownRequest Look(DateTime now, string[] read, string[] unread) =>
            (state = ReportRequestRegistry.Look(state, new("s-1", read, unread, now))).Requests[0];

        var waiting = Look(Now, [], ["sessions", "downloads"]);
        Assert.Equal((Now, null, null), (waiting.Looked, waiting.Read, waiting.ReadTables));
        Assert.Equal(["downloads", "sessions"], waiting.UnreadTables);
        Assert.Equal(["sessions"], Look(Now.AddDays(1), ["downloads"], ["sessions"]).UnreadTables);
        var read = Look(Now.AddDays(2), ["sessions"], []);
        Assert.Equal((Now.AddDays(2), null), (read.Read, read.UnreadTables));
        Assert.Equal(["downloads", "sessions"], read.ReadTables);
        var more = Look(Now.AddDays(3), [], ["purchases", "downloads"]);
        Assert.Null(more.Read);
        Assert.Equal(["purchases"], more.UnreadTables);
        Assert.Same(state, ReportRequestRegistry.Look(state, new("other", [], [], Now)));
    }

    [Fact]
    public void Reserve_SnapshotNotConfirmedForLong_IsUsedAsItIs()
    {
        var (state, _) = Confirm(new(), "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);

        Assert.Equal(ReservationKind.Existing, ReportRequestRegistry.Reserve(state, new("run-2", AccessType.OneTimeSnapshot, Now.AddDays(90))).Answer.Kind);
    }

    [Fact]
    public void Confirm_Twice_ChangesNothingButWhenItWasConfirmed()
    {
        var (state, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Created);
        var (again, known) = Confirm(state, "run-1", "r-1", EnsureRequestState.Created);

        Assert.Equal(1, known.Sequence);
        Assert.Equal(1, again.Counters.Created);
        Assert.Single(again.Requests);
    }

    [Fact]
    public void Confirm_Recreated_RetiresTheOldOneAndIsLaterInSequence()
    {
        var (state, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Adopted);
        (state, _) = Confirm(state, "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);
        (state, var known) = Confirm(state, "run-2", "r-2", EnsureRequestState.Recreated);

        Assert.Equal(3, known.Sequence);
        Assert.Equal("r-2", ReportRequestRegistry.Active(state, AccessType.Ongoing)?.RequestId);
        Assert.Equal("s-1", ReportRequestRegistry.Active(state, AccessType.OneTimeSnapshot)?.RequestId);
        Assert.True(state.Requests.Single(r => r.RequestId == "r-1").Retired);
        Assert.Equal(new(Created: 1, Adopted: 1, Recreated: 1, DuplicatesPrevented: 0), state.Counters);
    }

    [Fact]
    public void Retire_GoneAtApple_TheNextReservationMayCreateAndNamesTheOldOne()
    {
        var (state, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Created);
        state = ReportRequestRegistry.Retire(state, new("r-1", Now));
        var (_, answer) = Reserve(state, "run-2", Now);

        Assert.Equal((ReservationKind.Create, "r-1"), (answer.Kind, answer.RequestId));
        Assert.Same(state, ReportRequestRegistry.Retire(state, new("r-1", Now)));
    }

    [Fact]
    public void Fail_Deferred_GivesTheReservationBackAndChangesNothingElse()
    {
        var (known, _) = Confirm(new(), "run-1", "s-1", EnsureRequestState.Created, AccessType.OneTimeSnapshot);
        var (state, _) = Reserve(known, "run-1", Now);
        var failed = ReportRequestRegistry.Fail(state, new("run-1", AccessType.Ongoing, EnsureRequestState.Deferred, "Later.", Now));

        Assert.Empty(failed.Pending);
        Assert.Empty(failed.Problems);
        Assert.Equal(known.Requests, failed.Requests);
        Assert.Equal(known.Counters, failed.Counters);
    }

    [Fact]
    public void Fail_Refused_IsRememberedUntilTheNextSuccess()
    {
        var (state, _) = Reserve(new(), "run-1", Now);
        state = ReportRequestRegistry.Fail(state, new("run-1", AccessType.Ongoing, EnsureRequestState.Refused, new('x', 2000), Now));

        Assert.Equal((EnsureRequestState.Refused, 500), (state.Problems.Single().State, state.Problems.Single().Message.Length));
        Assert.Empty(Confirm(state, "run-2", "r-1", EnsureRequestState.Created).State.Problems);
    }

    [Fact]
    public void Fail_OfAnother_LeavesTheHoldersReservation()
    {
        var (state, _) = Reserve(new(), "run-1", Now);

        Assert.Single(ReportRequestRegistry.Fail(state, new("run-2", AccessType.Ongoing, EnsureRequestState.Refused, "No.", Now)).Pending);
    }

    [Fact]
    public void Seed_OnlyAnEmptyRegistryIsFilled_WithoutReservations()
    {
        var (mirror, _) = Confirm(new(), "run-1", "r-1", EnsureRequestState.Created);
        (mirror, _) = ReportRequestRegistry.Reserve(mirror, new("elsewhere", AccessType.OneTimeSnapshot, Now));

        var seeded = ReportRequestRegistry.Seed(new(), mirror);

        Assert.Equal(mirror.Version, seeded.Version);
        Assert.Empty(seeded.Pending);
        Assert.Equal("r-1", ReportRequestRegistry.Active(seeded, AccessType.Ongoing)?.RequestId);
        Assert.Same(seeded, ReportRequestRegistry.Seed(seeded, new() { Version = 99 }));
    }

    [Fact]
    public void State_AThousandRecreations_StaysFarUnder45KB_AndSurvivesTheWorkersJson()
    {
        var state = new ReportRequestState();
        for (var i = 0; i < 1000; i++)
        {
            (state, _) = Confirm(state, "run", Guid.NewGuid().ToString(), EnsureRequestState.Recreated);
        }

        var json = JsonSerializer.Serialize(state);
        var back = JsonSerializer.Deserialize<ReportRequestState>(json)!;

        Assert.True(json.Length < 20_000, $"{json.Length} bytes");
        Assert.Equal(state.Requests, back.Requests);
        Assert.Equal((1000, 1000, state.Version), (back.LastSequence, back.Counters.Recreated, back.Version));
        Assert.Equal(1000, ReportRequestRegistry.Active(back, AccessType.Ongoing)?.Sequence);
    }

    [Fact]
    public void AnyOrderOfOperations_KeepsOneCreatorAndOneRequestPerAccessType()
    {
        var random = new Random(20261120);
        for (var walk = 0; walk < 200; walk++)
        {
            var state = new ReportRequestState();
            var now = Now;
            var creators = new Dictionary<AccessType, (string Holder, DateTime Until)>();
            for (var step = 0; step < 60; step++)
            {
                now += TimeSpan.FromMinutes(random.Next(4));
                var holder = "run-" + random.Next(4);
                var accessType = random.Next(3) == 0 ? AccessType.OneTimeSnapshot : AccessType.Ongoing;
                switch (random.Next(6))
                {
                    case <= 2:
                        (state, var answer) = ReportRequestRegistry.Reserve(state, new(holder, accessType, now));
                        if (answer.Kind == ReservationKind.Create)
                        {
                            Assert.False(creators.TryGetValue(accessType, out var other) && other.Holder != holder && other.Until > now, "Two may create at once.");
                            creators[accessType] = (holder, answer.Until!.Value);
                        }

                        break;
                    case 3:
                        (state, _) = ReportRequestRegistry.Confirm(state, new(holder, accessType, $"{accessType}-{random.Next(3)}", EnsureRequestState.Adopted, false, now));
                        creators.Remove(accessType);
                        break;
                    case 4:
                        state = ReportRequestRegistry.Fail(state, new(holder, accessType, EnsureRequestState.Deferred, "Later.", now));
                        if (creators.TryGetValue(accessType, out var failed) && failed.Holder == holder)
                        {
                            creators.Remove(accessType);
                        }

                        break;
                    default:
                        state = ReportRequestRegistry.Retire(state, new($"{accessType}-{random.Next(3)}", now));
                        break;
                }

                Assert.All(state.Requests.Where(r => !r.Retired).GroupBy(r => r.AccessType), g => Assert.Single(g));
                Assert.All(state.Pending.GroupBy(p => p.AccessType), g => Assert.Single(g));
                Assert.Equal(state.Requests.Count, state.Requests.Select(r => r.Sequence).Distinct().Count());
            }
        }
    }

    static (ReportRequestState State, Reservation Answer) Reserve(ReportRequestState state, string holder, DateTime now) =>
        ReportRequestRegistry.Reserve(state, new(holder, AccessType.Ongoing, now));

    static (ReportRequestState State, KnownRequest Answer) Confirm(
        ReportRequestState state, string holder, string id, EnsureRequestState how, AccessType accessType = AccessType.Ongoing) =>
        ReportRequestRegistry.Confirm(state, new(holder, accessType, id, how, DuplicatePrevented: false, Now));
}
